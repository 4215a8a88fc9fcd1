/** An address as it can be asked for, or a sentence about what is wrong with what was typed and how to mend it. */
export type AddressRead = { ok: true; url: string } | { ok: false; reason: string }

/** A site that can't be: the name is kept for examples. */
const example = 'paper.example/article'
const looks = `An address looks like https://${example}`

/**
 * Reads an address as people type or paste it: `https://` may be left out, and quotation marks, angle brackets or spaces around it do no
 * harm. What can't be a page's address is refused here, before anything is asked of the network.
 */
export function readTypedAddress(typed: string): AddressRead {
  const text = typed
    .trim()
    .replace(/^[<“"'‘](.*)[>”"'’]$/s, '$1')
    .trim()
  if (text === '') return wrong(`There is no address yet. ${looks}.`)
  if (isFilePath(text))
    return wrong('This is a file on your own machine, which can’t be fetched. Give the page’s address, or paste its text below.')
  if (/^[\w.+-]+@[\w.-]+$/.test(text) || /^mailto:/i.test(text))
    return wrong(`This is a mail address and not a page’s. ${looks}.`)
  const [, scheme] = /^([a-z][a-z\d+.-]*):(?!\d)/i.exec(text) ?? []
  if (scheme !== undefined && !/^https?$/i.test(scheme))
    return wrong(`What begins with “${scheme.toLowerCase()}:” is no page that can be fetched. ${looks}.`)
  return /\s/.test(text) ? wrong(`There is a space in it. ${spaced(text)}`) : readPage(text)
}

function readPage(text: string): AddressRead {
  const [, scheme = 'https', rest = text] = /^(https?)(?::\/*|\/\/)(.*)$/i.exec(text) ?? []
  const address = `${scheme}://${rest.replace(/^\/+/, '')}`
  const url = URL.parse(address)
  if (url === null) return wrong(`This can’t be read as an address. ${looks}.`)
  if (url.username !== '' || url.password !== '')
    return wrong('There is a name or a password before the @. Take it out: what is behind a sign-in is sent by the bookmarklet.')
  const [, host = ''] = /^https?:\/\/(\[[^\]]*\]|[^/?#:]*)/i.exec(address) ?? []
  if (!/\.[^.]/.test(host) && !host.startsWith('['))
    return wrong(`“${host}” is no site’s name: its end is missing, such as .com or .org. ${looks}.`)
  return { ok: true, url: url.href }
}

function isFilePath(text: string): boolean {
  return /^(?:file:|[a-z]:[\\/]|\\\\|~?\/(?!\/)|\.{1,2}\/)|^[^/\s]+\.(?:html?|pdf|docx?|odt|rtf|txt)$/i.test(text)
}

/** A space is mostly a second address, a title pasted with it, or a line that was broken. */
function spaced(text: string): string {
  const [first] = /https?:\/\/\S+/i.exec(text) ?? []
  return first === undefined ? `${looks}, in one piece.` : `Leave only the address: ${first}`
}

function wrong(reason: string): AddressRead {
  return { ok: false, reason }
}
