import type { Problem } from './contract.ts'

/** Why the desk's API doesn't do something: the status, what the contract calls it, and a sentence for the editor. */
export type Refusal = { status: 400 | 401 | 403 | 404 | 409 | 422 | 429; problem: Problem; more?: object }

/** What a route comes to: its answer, or why there is none. */
export type Outcome<Answer> = { answer: Answer } | { refusal: Refusal }

type Code = Problem['code']

const statuses: Record<Code, Refusal['status']> = {
  'bad-request': 400,
  'signed-out': 401,
  'not-your-role': 403,
  'not-yours': 403,
  'sign-in-again': 403,
  'second-proof': 403,
  'not-from-here': 403,
  missing: 404,
  conflict: 409,
  'not-now': 409,
  unusable: 422,
  'too-many': 429,
}

const usual: Record<Code, string> = {
  'bad-request': 'The desk and the server don’t understand each other. Load the page again.',
  'signed-out': 'You aren’t signed in any more. Sign in again; nothing on this page is lost.',
  'not-your-role': 'Your role at the desk doesn’t include this. An owner can change that.',
  'not-yours': 'This pick isn’t yours to change, or isn’t any more.',
  'sign-in-again': 'For this, please show once more who you are.',
  'second-proof': 'Your mailbox alone doesn’t open the desk. Show your passkey; nothing on this page is lost.',
  'not-from-here': 'This didn’t come from a page of the desk.',
  missing: 'This isn’t here any more.',
  conflict: 'Somebody else has saved this pick meanwhile. What you wrote is still on this page.',
  'not-now': 'This can’t be done as things are.',
  unusable: 'Something in it can’t be used.',
  'too-many': 'That was very often. Wait a minute, and go on.',
}

/** A refusal in its usual words, or in others. */
export function refuse(
  code: Code,
  { message = usual[code], ...rest }: Partial<Omit<Problem, 'code'>> = {},
  more?: object,
): { refusal: Refusal } {
  return { refusal: { status: statuses[code], problem: { code, message, ...rest }, ...(more && { more }) } }
}

/** Refuses what stands in one field, for the reason that is said there. */
export function unusable(field: string, message: string): { refusal: Refusal } {
  return refuse('unusable', { message, fields: [{ field, message }] })
}

/** Refuses a cursor that no list of ours has given. */
export function unreadableCursor(): { refusal: Refusal } {
  return refuse('bad-request', { fields: [{ field: 'cursor', message: 'It isn’t one of ours.' }] })
}
