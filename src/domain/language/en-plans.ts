import type { Given, PlanWords } from './plan-words.ts'

/** English for plans and subscriptions. */
export const plans: PlanWords = {
  offer: {
    title: 'The plans',
    price: (money, billed) => `${money} a ${billed}`,
    opens: {
      everything: 'Opens every article, and nothing is counted.',
      metered: 'Opens every article that is counted for others. Those for full subscribers stay closed.',
    },
    trial: (days) => (days === 1 ? 'The first day is free.' : `The first ${days} days are free.`),
    saving: (money) => `${money} less than twelve single months.`,
    button: 'Subscribe',
    buttonOf: (plan) => `Subscribe: ${plan}`,
    chosen: 'This is the plan you chose.',
    stop: 'You can stop at any time, on the page of your account. What you have paid for stays yours to its end.',
  },
  mine: {
    title: 'Your plan',
    section: 'Plan',
    place: { before: 'What you subscribe to, until when, and your invoices stand under ', link: 'Your plan', after: '.' },
    none: 'You have no subscription. Your articles are counted, as for everyone who has signed up.',
    before: 'Your subscription is over. Your articles are counted again, as for everyone who has signed up.',
    toPlans: { before: 'What there is to subscribe to, and what it costs, stands under ', link: 'Subscribe', after: '.' },
    throughGroup: 'You read through a group that you belong to. Nothing is counted for you.',
    has: (plan) => `You subscribe to ${plan}. Nothing is counted for you.`,
    labels: {
      plan: 'Plan',
      price: 'Price',
      since: 'Since',
      from: 'From',
      until: 'Until',
      opens: 'Opens',
      paid: 'Paid',
    },
    noEnd: 'No end',
    opens: { everything: 'Every article', metered: 'Every article but those for full subscribers' },
    paid: { comp: 'By the magazine', invoice: 'By invoice', gift: 'By somebody who gave it to you', stripe: 'By card' },
    state: {
      renews: (date) => `It renews itself on ${date}.`,
      trial: (date, price) => `It is free until ${date} and costs ${price} after that.`,
      trialEnds: (date) => `It is free until ${date}, and then it ends.`,
      cancelled: (date) => `It is cancelled and ends on ${date}. Until then nothing changes.`,
      pastDue: (date) => `The last payment hasn’t come through. You can read on until ${date} while we try again.`,
      pastDueNoGrace: 'The last payment hasn’t come through. As soon as it does, everything is open again.',
      paused: (date) => `It has been paused since ${date}. Nothing is charged, and your articles are counted meanwhile.`,
      paidUntil: (date) => `It is paid until ${date} and doesn’t renew itself.`,
      upcoming: (date) => `It begins on ${date}.`,
      givenUntil: (date) => `It is yours until ${date}. There is nothing to pay.`,
      givenForGood: 'It is yours without an end. There is nothing to pay.',
    },
    toBack: { before: 'Back to ', link: 'your account', after: '.' },
    earlier: 'Earlier',
    span: (from, until) => (from === until ? from : `${from} to ${until}`),
    later: 'Later',
    invoices: 'Invoices',
    invoice: (number, money) => `${number}, ${money}`,
    invoicePaid: (issued, paid) => `Of ${issued}, paid ${paid}`,
    invoiceOpen: (issued) => `Of ${issued}, not paid yet`,
    portal: 'Change plan or card',
    portalHint: 'How you pay, which plan you have, and your invoices: that is done on a page of Stripe’s.',
  },
  mail: {
    button: 'To your plan',
    signIn: 'There is no password: sign in with this e-mail address, and it is there.',
    given: {
      subject: (magazine) => `Your subscription to ${magazine}`,
      text: (given) => `${given.magazine} has given you a subscription: ${termOf(given)}. There is nothing to pay.`,
    },
    invoice: {
      subject: (magazine) => `Your subscription to ${magazine}`,
      text: ({ number, money, ...given }) =>
        `Thank you for subscribing to ${given.magazine}: ${termOf(given)}. It goes with invoice ${number}, ${money}.`,
    },
    gift: {
      subject: (magazine) => `A gift for you: ${magazine}`,
      text: ({ giver, ...given }) =>
        `${giver} has given you a subscription to ${given.magazine}: ${termOf(given)}. It is paid for, and it ends by itself.`,
    },
    cancelled: {
      subject: (magazine) => `Your subscription to ${magazine} is cancelled`,
      text: ({ plan, until }) => `Your subscription (${plan}) is cancelled. It ends on ${until}, and until then nothing changes.`,
    },
    ended: {
      subject: (magazine) => `Your subscription to ${magazine} has ended`,
      text: ({ plan }) => `Your subscription (${plan}) has ended. Thank you for having been with us.`,
      after: 'Your account stays, with the articles that everyone has who is signed up.',
    },
  },
  wall: {
    again: {
      title: 'Subscribe again',
      text: 'Your subscription doesn’t run at present. While one does, nothing is counted.',
      button: 'Subscribe again',
    },
    more: {
      heading: 'This article is for full subscribers.',
      why: 'Your plan or your group opens the others.',
      button: 'See the plans',
    },
  },
  reading: 'Nothing is counted for you, and so what you open now isn’t listed here.',
}

/** "Monthly, from Dec. 1 2026 until Dec. 31 2026". */
function termOf({ plan, from, until }: Given): string {
  return `${plan}${from === null ? '' : `, from ${from}`}${until === null ? ', without an end' : `${from === null ? ',' : ''} until ${until}`}`
}
