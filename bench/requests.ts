/** One request: an address, and the Cookie header of whoever asks. */
export type Target = { path: string; cookie: string }

/** What a browser sends along when a reader follows a link. */
export const browserHeaders = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-US,en;q=0.5',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'same-origin',
  'upgrade-insecure-requests': '1',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
} as const

/** The request as it goes over a connection that stays open. */
export function requestText(port: number, { path, cookie }: Target): string {
  const headers = { host: `127.0.0.1:${port}`, connection: 'keep-alive', ...browserHeaders, cookie }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
