import type { DeskWords } from './desk-words.ts'

/** English for the pages around the desk. */
export const desk: DeskWords = {
  firstTitle: 'The first owner',
  firstLead: (magazine) =>
    `Nobody looks after ${magazine} yet. Whoever says here who they are becomes its owner: they write and publish, and decide who else may.`,
  firstName: 'Your name',
  firstNameHint: 'Your colleagues see it beside what you write.',
  firstEmail: 'Your e-mail address',
  firstEmailHint: 'You sign in with it from now on.',
  firstButton: 'Become the owner',
  badName: (most) => `A name has one letter at least and ${most} at the most, all on one line.`,
  deadTitle: 'This link doesn’t work any more',
  dead: 'It has been used, is too old, or was followed by a newer one. As long as there is no owner, each start of the program prints a new one.',
  hasRole: 'You have a role at this magazine’s desk. Ask an owner to take it away first. Nothing has been deleted.',
}
