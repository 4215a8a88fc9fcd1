import type { Words } from '../../domain/language/words.ts'
import { renderPage } from '../render.ts'

/** A mail before it is written out. Its parts stand in both forms, in this order. */
export type Letter = { subject: string; parts: LetterPart[] }

/** `code` is set large, with a space in the middle for the eye; `button` is an address to open, with what the button says. */
export type LetterPart =
  | { kind: 'text' | 'small'; text: string }
  | { kind: 'code'; code: string }
  | { kind: 'button'; label: string; href: string }

/** A mail as it is sent. */
export type WrittenMail = { subject: string; text: string; html: string }

/** Who writes: name and address of the magazine, and its colour on paper and in the dark. */
export type Sender = { words: Words; name: string; origin: string; accents: { light: string; dark: string } }

/** Writes a letter in both forms. Plain lines for those who read plain mail, one column in the magazine's colour for the others. */
export function writeLetter(sender: Sender, { subject, parts }: Letter): WrittenMail {
  return {
    subject,
    text: asText(sender, parts),
    html: renderPage(<LetterPage sender={sender} subject={subject} parts={parts} />),
  }
}

function asText({ name, origin }: Sender, parts: readonly LetterPart[]): string {
  return `${[...parts.map(lineOf), `-- \n${name}\n${origin}`].join('\n\n')}\n`
}

function lineOf(part: LetterPart): string {
  switch (part.kind) {
    case 'text':
    case 'small':
      return part.text
    case 'code':
      return `    ${spaced(part.code)}`
    case 'button':
      return part.href
  }
}

function spaced(code: string): string {
  return `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`
}

const face = 'Georgia,Times New Roman,serif'
const text = `margin:0 0 20px;font:400 18px/28px ${face};color:#1b1d22`
const small = `margin:0 0 20px;font:400 16px/24px ${face};color:#585c66`

function LetterPage({ sender, subject, parts }: { sender: Sender; subject: string; parts: readonly LetterPart[] }) {
  const { words, name, origin, accents } = sender
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>{styles(accents)}</style>
      </head>
      <body class="paper" style="margin:0;padding:0;background:#fdfdfb">
        <table
          role="presentation"
          class="paper"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border={0}
          style="background:#fdfdfb"
        >
          <tr>
            <td align="center" style="padding:32px 20px 48px">
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0} style="max-width:560px">
                <tr>
                  <td class="rule" style="padding:0 0 15px;border-bottom:1px solid #d3d4d3;text-align:left">
                    <a class="ink" href={origin} style={`font:400 28px/32px ${face};color:#1b1d22;text-decoration:none`}>
                      {name}
                    </a>
                  </td>
                </tr>
                <tr>
                  <td style="padding:24px 0 0;text-align:left">
                    {parts.map((part) => (
                      <Part part={part} accent={accents.light} />
                    ))}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  )
}

function Part({ part, accent }: { part: LetterPart; accent: string }) {
  switch (part.kind) {
    case 'text':
      return (
        <p class="ink" style={text}>
          {part.text}
        </p>
      )
    case 'small':
      return (
        <p class="soft" style={small}>
          {part.text}
        </p>
      )
    case 'code':
      return (
        <p class="ink" style={`margin:0 0 20px;font:400 34px/40px ${face};letter-spacing:3px;color:#1b1d22;white-space:nowrap`}>
          {spaced(part.code)}
        </p>
      )
    case 'button':
      return (
        <p style="margin:0 0 24px">
          <a
            class="button"
            href={part.href}
            style={`display:inline-block;padding:10px 22px;font:600 17px/24px ${face};color:#fdfdfb;text-decoration:none;background:${accent}`}
          >
            {part.label}
          </a>
        </p>
      )
  }
}

// No quotation mark or angle bracket may stand in here: they would be escaped like any other text.
function styles({ dark }: Sender['accents']): string {
  const night = [
    '.paper{background:#15171c !important}',
    '.ink{color:#e2e1dc !important}',
    '.soft{color:#a2a5ad !important}',
    '.rule{border-color:#343842 !important}',
    `.button{background:${dark} !important;color:#15171c !important}`,
  ]
  return `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${night.join('')}}`
}
