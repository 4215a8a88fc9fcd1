const NOTICE =
  /^you(?: have|'ve)(?: got)? (?:\d[\d.,]*|[a-z]+(?:-[a-z]+)?)(?: more)? free (?:article|pick|stor|item|reading)(?:s|y|ies)? (?:left|remaining)(?: (?:in |for )?(?:this|the|these|the next|the last) (?:\d[\d,.]* )?(?:month|week|period|days?))?$/
const SIGN_UP = /^sign up(?: now| today| here)?(?: for (?:free|unlimited|full)(?: access| reading)?)?$/
const SUBSCRIBE = /^subscribe(?: now| today| here)?(?: for (?:unlimited|full) access)?$/
const LONGEST = 100

/** Whether the line belongs to the page around a pick and not to the pick: the meter's notice, "Sign up …", "Subscribe now". */
export function isFurniture(text: string): boolean {
  if (text.length > LONGEST) return false
  const plain = text.toLowerCase().replaceAll('’', "'").replace(/[.!]$/, '').trim()
  return NOTICE.test(plain) || SIGN_UP.test(plain) || SUBSCRIBE.test(plain)
}
