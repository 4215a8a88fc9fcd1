import type { PaymentWords } from './payment-words.ts'

/** English for paying. */
export const payments: PaymentWords = {
  going: {
    title: 'On to the payment',
    lead: 'Paying is done on a page of Stripe’s, which brings you back here. It should open by itself.',
    button: 'Go on to Stripe',
  },
  unavailable: 'The payment service doesn’t answer at the moment. Nothing has been charged; please try again in a few minutes.',
  thanks: 'Thank you. Everything your plan opens is open now.',
  waiting: 'Your payment is being confirmed. That rarely takes more than a minute, and you needn’t do anything.',
  end: 'Cancel',
  endHint: 'It ends with the time you have paid for. Until then nothing changes.',
  keep: 'Keep it after all',
  keepHint: 'Then it goes on as before, and nothing is charged before the next payment is due.',
  deleting: 'A subscription you pay for by card is cancelled at once, and the rest of its time ends with the account.',
}
