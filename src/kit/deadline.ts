/** Gives a promise a time to settle in; when it is over the result rejects, and whatever the work comes to is ignored. */
export type Deadline = <Result>(work: Promise<Result>) => Promise<Result>

/** A deadline of so many milliseconds. It doesn't keep the process alive. */
export function deadlineOf(milliseconds: number): Deadline {
  return (work) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds)
      if (typeof timer === 'object') timer.unref() // browsers and workers give a number
      const settle =
        <Value>(how: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer)
          how(value)
        }
      work.then(settle(resolve), settle(reject))
    })
}
