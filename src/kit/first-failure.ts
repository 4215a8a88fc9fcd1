/**
 * The work, made never to fail: of failures in a row only the first is told, and the next one once it has succeeded in between. For what is
 * tried again and again, where each round would say the same.
 */
export function tellingFirstFailure(work: () => Promise<unknown>, tell: (error: string) => void): () => Promise<void> {
  let failing = false
  return () =>
    work().then(
      () => {
        failing = false
      },
      (error: unknown) => {
        if (!failing) tell(String(error))
        failing = true
      },
    )
}
