import type { Words } from './words.ts'

/** English for what may keep a request from being answered. */
export const problems: Words['problems'] = {
  unreadable: {
    title: 'This request didn’t work',
    text: 'What was sent couldn’t be read. Go back, reload the page and try once more.',
  },
  'not-from-here': {
    title: 'This request didn’t work',
    text: 'For your safety this can only be done from a page of this site. Go back, reload the page and press the button again.',
  },
  'only-read': { title: 'This request didn’t work', text: 'What stands at this address can only be read.' },
  'too-long': { title: 'This request didn’t work', text: 'The address is too long.' },
  'other-site': { title: 'This isn’t our address', text: 'The site you were looking for has another one.' },
  broken: {
    title: 'Something broke on our side',
    text: 'It has been written down under the number below. Please try again in a minute.',
  },
  closed: {
    title: 'Closed for a moment',
    text: 'Nothing can be saved or looked up at present. Please try again in a minute.',
  },
}

/** English for the lines under it. */
export const problem: Words['problem'] = {
  requestId: ['If you write to us about it, please mention ', '.'],
  home: { before: 'Back to the ', link: 'front page', after: '.' },
}
