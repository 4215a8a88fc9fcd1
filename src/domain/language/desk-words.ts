/** The few pages around the desk that the server makes itself. */
export type DeskWords = {
  firstTitle: string
  firstLead: (magazine: string) => string
  firstName: string
  firstNameHint: string
  firstEmail: string
  firstEmailHint: string
  firstButton: string
  badName: (most: number) => string
  deadTitle: string
  dead: string
  /** Where somebody of the staff wants to delete their account. */
  hasRole: string
}
