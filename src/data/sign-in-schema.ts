/** The tables of signing in by mail. */
export type SignInTables = { sign_in: SignInTable; sign_in_count: SignInCountTable }

/**
 * One row a browser that asks; `browser` names its row in `sign_in_count`. Without `link_hash` no mail went out. `code_hash` belongs to this
 * browser, `shared_hash` is code and link together, for another one that asked in vain.
 */
type SignInTable = {
  flow_hash: string
  email: string
  browser: string
  link_hash: string | null
  code_hash: string | null
  shared_hash: string | null
  next: string
  expires_at: string
  attempts: number
  shared_attempts: number
}

/** `asked` is how many mails were asked for since `asked_from` with nobody signing in, `tried` how many codes were since `tried_from`. */
type SignInCountTable = {
  address: string
  browser: string
  asked: number
  asked_at: string
  asked_from: string
  tried: number
  tried_from: string
}
