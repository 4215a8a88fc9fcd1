import type { WatchPassage } from '../../src/http/desk-api/contract-watch.ts'

/** A passage that isn't as it was quoted, word by word: what is quoted is struck, what stands there now underlined. */
export function Passage({ passage }: { passage: WatchPassage }) {
  const where = `Paragraph ${passage.paragraph + 1}`
  if (passage.kind === 'grown')
    return (
      <p className="passage">
        <span className="label">{where}</span>
        {passage.words === 1 ? 'One word stands' : `${passage.words.toLocaleString('en')} words stand`} in the article now where
        the excerpt leaves nothing out.
      </p>
    )
  return (
    <div className="passage">
      <p className="label">
        {where}
        {passage.kind === 'lost' ? ', nothing like it is there' : ''}
        {passage.kind === 'elsewhere' ? ', in another place now' : ''}
      </p>
      <p className="serif">
        {passage.parts.map(({ kind, text }, at) => {
          const key = `${at} ${kind}`
          const space = at === 0 ? '' : ' '
          if (kind === 'removed')
            return (
              <span key={key}>
                {space}
                <del title="As it is quoted">{text}</del>
              </span>
            )
          if (kind === 'added')
            return (
              <span key={key}>
                {space}
                <ins title="As it stands there now">{text}</ins>
              </span>
            )
          return <span key={key}>{space + text}</span>
        })}
      </p>
    </div>
  )
}
