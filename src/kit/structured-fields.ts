/** One member of a dictionary. What it says is kept as it was written, so a string still has its quotes and can't be taken for a token. */
export type Member = {
  /** The items of an inner list, each with its own parameters; null when the member is a single value. */
  items: readonly string[] | null
  /** The member without its name: what a signature covers. */
  text: string
  /** The parameters of the member itself. One that was given no value is `?1`. */
  parameters: ReadonlyMap<string, string>
}

const bareItem = /"(?:[ !#-[\]-~]|\\["\\])*"|-?\d{1,15}|[A-Za-z*][\w:/!#$%&'*+.^`|~-]*|:[A-Za-z0-9+/]*={0,2}:|\?[01]/y
const keyName = /[a-z*][a-z0-9_.*-]*/y
const comma = /[ \t]*,[ \t]*/y
const spaces = / +/y
const open = /\( */y
const close = / *\)/y
const semicolon = /; */y
const equals = /=/y

/**
 * Reads a header that is a dictionary of RFC 9651, in time that grows with its length alone. Null when it isn't one, when it names
 * something twice (the standard would let the last one win), and where it has a decimal or a date, which nothing here needs.
 */
export function parseDictionary(text: string): Map<string, Member> | null {
  const take = taker(text)
  const members = new Map<string, Member>()
  do {
    const key = take(keyName)
    const member = key === null || members.has(key) ? null : takeMember(take, text)
    if (key === null || member === null) return null
    members.set(key, member)
  } while (take(comma) !== null)
  return take.at() === text.length ? members : null
}

type Take = { (pattern: RegExp): string | null; at: () => number }

/** Takes what matches a sticky pattern off the front of what is left. */
function taker(text: string): Take {
  let at = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const [found = null] = pattern.exec(text) ?? []
    at += found?.length ?? 0
    return found
  }
  return Object.assign(take, { at: () => at })
}

function takeMember(take: Take, whole: string): Member | null {
  const hasValue = take(equals) !== null
  const start = take.at()
  const isList = hasValue && take(open) !== null
  const items = isList ? takeItems(take, whole) : null
  if (isList ? items === null : hasValue && take(bareItem) === null) return null
  const parameters = takeParameters(take)
  return parameters && { items, parameters, text: whole.slice(start, take.at()) }
}

function takeItems(take: Take, whole: string): string[] | null {
  const items: string[] = []
  while (take(close) === null) {
    if (items.length > 0 && take(spaces) === null) return null
    const start = take.at()
    if (take(bareItem) === null || takeParameters(take) === null) return null
    items.push(whole.slice(start, take.at()))
  }
  return items
}

function takeParameters(take: Take): Map<string, string> | null {
  const parameters = new Map<string, string>()
  while (take(semicolon) !== null) {
    const key = take(keyName)
    const value = take(equals) === null ? '?1' : take(bareItem)
    if (key === null || value === null || parameters.has(key)) return null
    parameters.set(key, value)
  }
  return parameters
}
