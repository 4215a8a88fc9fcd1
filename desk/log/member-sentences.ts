import { counted, noting, numberIn, type Sentence, said, textIn } from './said.ts'

/** What is done to members and groups. What anybody reads stands in no log. */
export const memberSentences = {
  giveSubscription: ({ on, also, detail }) => {
    const plan = also ?? 'a subscription'
    switch (textIn(detail, 'kind')) {
      case 'invoice':
        return said`gave ${on} ${plan}, paid by invoice`
      case 'gift':
        return said`gave ${on} ${plan}, a gift that somebody else has paid for`
      default:
        return said`comped ${on}: ${plan}`
    }
  },
  cancelSubscription: ({ on }) => said`had the subscription of ${on} end when its time is up`,
  endSubscription: ({ on }) => said`ended the subscription of ${on} at once`,
  importMembers: ({ detail }) => {
    const [lines, fresh] = [numberIn(detail, 'lines'), numberIn(detail, 'new')]
    return noting(said`took in ${counted(lines, 'member')} from a file`, `${fresh.toLocaleString('en')} of them new`)
  },
  exportMembers: () => said`saved the list of members as a file`,
  exportMember: ({ on }) => said`saved what is kept about ${on} as a file`,
  deleteMember: () => said`deleted a member with everything kept about them`,
  signOutMember: ({ on, detail }) =>
    textIn(detail, 'sessions') === 'one' ? said`signed ${on} out on one device` : said`signed ${on} out everywhere`,
  removePasskeyOf: ({ on }) => said`removed a passkey of ${on}`,
  chooseForMember: ({ on, also, detail }) =>
    detail.wants === false ? said`took ${on} off the newsletter ${also}` : said`put ${on} on the newsletter ${also}`,
  addGroup: ({ on }) => said`began the group ${on}`,
  changeGroup: ({ on }) => said`changed the group ${on}`,
  endGroup: ({ on }) => said`ended the group ${on}`,
  endSeatOf: ({ on, also }) => said`ended the seat of ${also} in the group ${on}`,
} satisfies Record<string, Sentence>
