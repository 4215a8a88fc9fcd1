const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/

/** Plain text in which web and e-mail addresses can be followed. */
export function LinkedText({ text }: { text: string }) {
  return (
    <>
      {text.split(address).map((part, i) => {
        if (i % 2 === 0) return part
        return part.includes('://') ? (
          <a class="ext" href={part} rel="noopener external">
            {part}
          </a>
        ) : (
          <a href={`mailto:${part}`}>{part}</a>
        )
      })}
    </>
  )
}
