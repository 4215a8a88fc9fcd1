type Rgb = [red: number, green: number, blue: number]
type Oklch = { lightness: number; chroma: number; hue: number }

const paper: Rgb = [0xfd / 255, 0xfd / 255, 0xfb / 255]
const night: Rgb = [0x15 / 255, 0x17 / 255, 0x1c / 255]
// WCAG asks 4.5 of small text; the accent also carries text of its own paper's colour on buttons.
const contrast = 6

/** The colour the stylesheet itself holds. A magazine that keeps it needs no accent stylesheet. */
export const shippedAccent = '#23409b'

/**
 * The two forms a colour (`#rrggbb`) has on the site, each at least 6 : 1 against its page: as given where it is dark enough to read on paper,
 * else darkened in its own hue, and a pale form of it for the dark. Anything that isn't such a colour gives those of the shipped one.
 */
export function accentsOf(colour: string): { light: string; dark: string } {
  const { lightness, chroma, hue } = toOklch(parse(colour) ?? parse(shippedAccent) ?? [0, 0, 0])
  const onPaper = readable({ lightness: Math.min(lightness, 0.45), chroma, hue }, paper, -0.01)
  const atNight = readable({ lightness: 0.8, chroma: Math.min(chroma, 0.09), hue }, night, 0.01)
  return { light: onPaper, dark: atNight }
}

/** What the colours of a colour (`#rrggbb`) stand at against their pages, and it itself against paper; all as contrast to 1. */
export function contrastsOf(colour: string): { given: number; light: number; dark: number } {
  const { light, dark } = accentsOf(colour)
  const against = (page: Rgb, text: string) => contrastOf(parse(text) ?? page, page)
  return { given: against(paper, colour), light: against(paper, light), dark: against(night, dark) }
}

function readable(wanted: Oklch, page: Rgb, step: number): string {
  let { lightness } = wanted
  while (lightness > 0 && lightness < 1 && contrastOf(inGamut({ ...wanted, lightness }), page) < contrast) lightness += step
  return print(inGamut({ ...wanted, lightness }))
}

function inGamut(wanted: Oklch): Rgb {
  let { chroma } = wanted
  let rgb = toRgb({ ...wanted, chroma })
  while (chroma > 0 && rgb.some((part) => part < -0.001 || part > 1.001)) {
    chroma = Math.max(0, chroma - 0.004)
    rgb = toRgb({ ...wanted, chroma })
  }
  return rgb.map((part) => Math.min(1, Math.max(0, part))) as Rgb
}

function parse(colour: string): Rgb | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  return parts ? (parts.slice(1).map((part) => Number.parseInt(part, 16) / 255) as Rgb) : null
}

function print(rgb: Rgb): string {
  return `#${rgb
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

function contrastOf(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(linear) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

function gamma(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * Math.max(0, part) ** (1 / 2.4) - 0.055
}

// Björn Ottosson's Oklab: equal steps of lightness look equal in every hue.
function toOklch(rgb: Rgb): Oklch {
  const [r, g, b] = rgb.map(linear) as Rgb
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const x = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const y = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, chroma: Math.hypot(x, y), hue: Math.atan2(y, x) }
}

function toRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const [x, y] = [chroma * Math.cos(hue), chroma * Math.sin(hue)]
  const l = (lightness + 0.3963377774 * x + 0.2158037573 * y) ** 3
  const m = (lightness - 0.1055613458 * x - 0.0638541728 * y) ** 3
  const s = (lightness - 0.0894841775 * x - 1.291485548 * y) ** 3
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}
