import type { Cover } from '../../src/http/desk-api/contract-pictures.ts'
import { CoverImage } from '../parts/picture.tsx'
import '../parts/pictures.css'

type Props = { older: Cover | null; newer: Cover | null }

const shown = { width: 160, height: 160 }

/** Two covers beside one another, where they are not the same picture. */
export function CoverDifference({ older, newer }: Props) {
  if (older?.picture.name === newer?.picture.name) return null
  return (
    <div className="covers">
      <Shown cover={older} when="Before" />
      <Shown cover={newer} when="Now" />
    </div>
  )
}

function Shown({ cover, when }: { cover: Cover | null; when: string }) {
  return (
    <figure>
      {cover ? <CoverImage picture={cover.picture} box={shown} alt={cover.alt ?? ''} /> : null}
      <figcaption>{cover ? when : `${when}: no cover`}</figcaption>
    </figure>
  )
}
