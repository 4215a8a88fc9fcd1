import type { Frame } from './frame.ts'

/** Where the notice stands otherwise: by whom the pick is open. */
export function Courtesy({ frame, group }: { frame: Frame; group: string }) {
  const [before, after] = frame.words.groups.courtesy
  return (
    <p class="courtesy">
      {before}
      {group}
      {after}
    </p>
  )
}
