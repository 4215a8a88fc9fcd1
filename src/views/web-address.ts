/** The address where it is one a browser opens as a page, else null: it came with a text and may be anything. */
export function webAddress(text: string | null): string | null {
  return text !== null && /^https?:\/\/[^\s/]/i.test(text) ? text : null
}

/** The host a reader would recognize, without `www.`. */
export function hostOf(address: string): string {
  return (/^https?:\/\/([^/?#]*)/i.exec(address)?.[1] ?? address).replace(/^www\./i, '')
}
