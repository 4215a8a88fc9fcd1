type Rule = { allows: boolean; path: string }
type Group = { agents: string[]; rules: Rule[]; delay: number | null }

/** What a site's robots.txt says to one robot: whether a path may be asked for, and how many seconds it wants between two requests. */
export type RobotRules = { isAllowed: (pathAndQuery: string) => boolean; delay: number | null }

const longest = 500_000
const mostRules = 5_000

/**
 * Reads a robots.txt as RFC 9309 says, for the robot of this name: the groups that name it, else those for everybody. The longest rule that
 * fits decides, and of two as long the one that allows. What can't be read forbids nothing.
 */
export function readRobots(text: string, name: string): RobotRules {
  const groups = groupsOf(text.slice(0, longest))
  const own = groups.filter(({ agents }) => agents.includes(name.toLowerCase()))
  const apply = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'))
  const rules = apply.flatMap((group) => group.rules).slice(0, mostRules)
  const delays = apply.flatMap(({ delay }) => delay ?? [])
  return {
    isAllowed: (path) => {
      if (path === '/robots.txt') return true
      const fitting = rules.filter((rule) => fits(rule.path, path))
      const length = Math.max(0, ...fitting.map((rule) => rule.path.length))
      const strongest = fitting.filter((rule) => rule.path.length === length)
      return strongest.length === 0 || strongest.some(({ allows }) => allows)
    },
    delay: delays.length === 0 ? null : Math.max(...delays),
  }
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = []
  let isNaming = false
  for (const line of text.split(/\r\n?|\n/)) {
    const [, field = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? []
    const said = value.trim()
    const last = groups.at(-1)
    switch (field.toLowerCase()) {
      case 'user-agent':
        // Several names in a row share the rules that follow.
        if (isNaming && last) last.agents.push(said.toLowerCase())
        else groups.push({ agents: [said.toLowerCase()], rules: [], delay: null })
        isNaming = true
        break
      case 'allow':
      case 'disallow':
        if (last && said !== '') last.rules.push({ allows: field.toLowerCase() === 'allow', path: said })
        isNaming = false
        break
      case 'crawl-delay':
        if (last && /^\d{1,6}(\.\d+)?$/.test(said)) last.delay = Number(said)
        isNaming = false
        break
    }
  }
  return groups
}

/** Whether a rule is about a path: `*` stands for anything, `$` at the end for the path's own. Takes time with the two lengths alone. */
function fits(rule: string, path: string): boolean {
  const isWhole = rule.endsWith('$')
  const [first = '', ...parts] = (isWhole ? rule.slice(0, -1) : rule).split('*')
  if (!path.startsWith(first)) return false
  let at = first.length
  for (const [number, part] of parts.entries()) {
    const isLast = number === parts.length - 1
    if (isLast && isWhole) return path.length - part.length >= at && path.endsWith(part)
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return !isWhole || at === path.length
}
