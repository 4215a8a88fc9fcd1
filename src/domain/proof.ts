/** How somebody showed who they were when a session began: by their mailbox, a passkey, a recovery code, an owner’s word, or the console. */
export type Proof = 'mail' | 'passkey' | 'code' | 'approval' | 'console'

/** Whether it took more than the mailbox, which others may get into. */
export function isSecondProof(proof: Proof): boolean {
  return proof !== 'mail'
}
