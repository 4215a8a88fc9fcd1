// How Node is started to serve readers: without the room that a large machine would have it take for objects a request leaves behind.
// No dependency, any Node from 18 up.

/**
 * V8 lets its heap grow by a factor that depends on the most it may become, and keeps 16 MB or more for objects it has just made. What a
 * magazine holds in memory is bounded and fits into these several times over. Pretenuring has a process guess from its first requests which
 * objects will live long; about one in four guessed that a request's would, kept them all for a full collection and paid half as much again
 * for every page. Several threads that collect so few megabytes only get into each other's way. Read at the start only: later they change
 * nothing. With `--expose-gc` the program collects when it is quiet.
 */
export const leanFlags = [
  '--max-semi-space-size=4',
  '--max-old-space-size=192',
  '--no-parallel-scavenge',
  '--no-allocation-site-pretenuring',
  '--expose-gc',
]

/**
 * glibc otherwise keeps memory apart for each thread that compresses a page, and having once given back a large piece keeps those that
 * follow.
 */
export const leanEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }

/** Whether a program with these arguments stays and serves, so that what it is started with costs for as long. */
export function isServing([verb]) {
  return verb === 'start'
}

/** The flags for a program with these arguments. Whoever sets the size of the heap in NODE_OPTIONS has the last word. */
export function flagsFor(args) {
  return isServing(args) && !/old-space-size|semi-space-size/.test(process.env.NODE_OPTIONS ?? '') ? leanFlags : []
}
