// How Node is started to serve readers: without the room that a large machine would have it take for objects a request leaves behind.
// No dependency, any Node from 18 up.

/**
 * V8 lets its heap grow by a factor that depends on the most it may become, and keeps 16 MB or more for objects it has just made. What a
 * magazine holds in memory is bounded and fits into these several times over. Read at the start only: later they change nothing.
 */
export const leanFlags = ['--max-semi-space-size=6', '--max-old-space-size=192']

/** glibc otherwise keeps memory apart for each thread that compresses a page. */
export const leanEnvironment = { MALLOC_ARENA_MAX: '2' }

/** The flags for a program with these arguments. Whoever sets the size of the heap in NODE_OPTIONS has the last word. */
export function flagsFor([verb]) {
  return verb === 'start' && !/old-space-size|semi-space-size/.test(process.env.NODE_OPTIONS ?? '') ? leanFlags : []
}
