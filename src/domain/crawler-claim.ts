/** What of a request may prove that a robot sent it. */
export type CrawlerClaim = {
  /** Where it came from; null when that can't be told. */
  address: string | null
  message: SignedMessage
}

/** The parts of a request that a signature may cover, as they were sent. A header that didn't come is null. */
export type SignedMessage = {
  method: string
  /** The path with the query, if there is one. */
  target: string
  signatureInput: string | null
  signature: string | null
  signatureAgent: string | null
}
