import { called, counted, noting, numberIn, type Sentence, said, textIn } from './said.ts'

const roles = { owner: 'an owner', editor: 'an editor', contributor: 'a contributor' }

/** Who may do what at the desk, how they come in, and what keeps others out. */
export const staffSentences = {
  makeFirstOwner: ({ on }) => said`made ${on} the magazine’s first owner`,
  addStaff: ({ on, detail }) => said`made ${on} ${called(roles, textIn(detail, 'role'))}`,
  changeRole: ({ on, detail }) => {
    const [from, to] = [textIn(detail, 'from'), textIn(detail, 'to')]
    return said`made ${on} ${called(roles, to)} instead of ${called(roles, from)}`
  },
  removeStaff: ({ on, detail }) => said`took the role away from ${on}, who was ${called(roles, textIn(detail, 'from'))}`,
  letIn: ({ on, detail }) =>
    textIn(detail, 'number') === 'right'
      ? said`let ${on} in without a second proof`
      : said`typed a wrong number for ${on}, who was not let in`,
  enterByCode: () => said`came in with a recovery code, which is used up now`,
  enterByApproval: () => said`came in, let in by an owner`,
  makeRecoveryCodes: ({ detail }) => said`made ${counted(numberIn(detail, 'codes'), 'new recovery code')} for themselves`,
  makeConsoleCode: ({ on }) => said`made a code for ${on} to come in with`,
  rotateEverything: ({ detail }) => {
    const ended = [
      counted(numberIn(detail, 'sessions'), 'session'),
      counted(numberIn(detail, 'signIns'), 'sign-in'),
      `${counted(numberIn(detail, 'emailChanges'), 'change')} of address`,
      counted(numberIn(detail, 'invitations'), 'invitation'),
      counted(numberIn(detail, 'giftLinks'), 'gift link'),
    ]
    return noting(said`changed every secret and signed everybody out`, `Ended with it: ${ended.join(', ')}`)
  },
} satisfies Record<string, Sentence>
