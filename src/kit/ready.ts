/** What is there already, or will be. */
export type Ready<T> = T | Promise<T>

/**
 * Goes on with what is there at once where it is there already: to wait for nothing costs several turns of the microtask queue, which on
 * a request that is answered from memory is as much as the answer.
 */
export function whenReady<T, Result>(value: Ready<T>, next: (value: T) => Ready<Result>): Ready<Result> {
  return value instanceof Promise ? value.then(next) : next(value)
}
