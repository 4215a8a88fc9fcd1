import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { GiftPause } from '../domain/gift.ts'
import type { Visibility } from '../domain/pick.ts'
import type { Proof } from '../domain/proof.ts'
import type { Opens, SubscriptionKind, SubscriptionStatus } from '../domain/subscription.ts'
import type { CaptureTables } from './captures-schema.ts'
import type { DeskTables } from './desk-schema.ts'
import type { GroupTables } from './groups-schema.ts'
import type { PictureTables } from './pictures-schema.ts'
import type { ProofTables } from './proof-schema.ts'
import type { SignInTables } from './sign-in-schema.ts'
import type { SourceTables } from './sources-schema.ts'

/** The magazine's database. Columns are portable: text, integer, real, blob; times are ISO 8601 text in UTC. */
export type Db = Kysely<Tables>
/** Inside a transaction only this may be used: on SQLite the outer `Db` would wait for ever. */
export type Trx = Transaction<Tables>
/** The meter's ledger: a file of its own on SQLite, connections of its own to the same database on PostgreSQL. */
export type Ledger = Kysely<LedgerTables>
export type Engine = 'sqlite' | 'postgres'

export type Tables = {
  setting: { name: string; value: string }
  signing_key: { id: string; secret: string; created_at: string }
  generation: { id: number; number: number }
  source: { id: Generated<number>; slug: string; name: string }
  topic: { id: Generated<number>; slug: string; name: string; description: string }
  pick: PickTable
  /** `words` counts those of the source; null until they are counted. `run_map` is JSON, and of this very content. */
  excerpt: { pick_id: number; content: string; words: number | null; run_map: string | null }
  /** `date` is the pick's, so that a topic's picks are read in their order. */
  pick_topic: { pick_id: number; topic_id: number; position: number; date: string }
  version: VersionTable
  lead_search: SearchTable
  excerpt_search: SearchTable
  member: { id: Generated<number>; email: string; name: string; keeps_history: number; created_at: string }
  session: {
    token_hash: string
    member_id: number
    created_at: string
    seen_at: string
    expires_at: string
    device: string
    proof: ColumnType<Proof, Proof | undefined>
  }
  outgoing_mail: OutgoingMailTable
  access_grant: { member_id: number; source: string; opens: ColumnType<Opens>; from_at: string; until_at: string | null }
  plan: PlanTable
  subscription: SubscriptionTable
  email_change: EmailChangeTable
  /** How often an address that somebody typed was written to since `counted_from`. */
  mail_count: { address: string; count: number; newest_at: string; counted_from: string }
  newsletter: NewsletterTable
  newsletter_choice: { member_id: number; newsletter_id: number; wants: number; chosen_at: string }
  /** `hour` counts from 1970; `network` is a hash under the hour's key. */
  network_key: { hour: number; key: string }
  network_count: { purpose: string; hour: number; network: string; count: number }
  invoice: InvoiceTable
  stripe_event: StripeEventTable
  /** The number of the newest look at a subscription. */
  stripe_look: { subscription: string; number: number }
  stripe_customer: { member_id: number; customer: string }
  /** `session` is null until Stripe has said what it calls the one that was asked for. */
  stripe_checkout: { member_id: number; price: string; started_at: string; session: string | null }
  /** `next_attempt_at` is null once everything is cancelled. */
  stripe_cancellation: {
    customer: string
    asked_at: string
    attempts: number
    next_attempt_at: string | null
    error: string | null
  }
  /** The newest address of a member's that Stripe hasn't taken yet; `asked_at` is since when it has an old one. */
  stripe_address: {
    member_id: number
    email: string
    asked_at: string
    attempts: number
    next_attempt_at: string
    error: string | null
  }
  stripe_reconciliation: StripeReconciliationTable
  passkey: PasskeyTable
  passkey_challenge: PasskeyChallengeTable
  gift: GiftTable
  gift_link: { token_hash: string; gift_id: number; link: number }
  gift_opening: { gift_id: number; reader: string; opened_at: string }
  gift_seat: { member_id: number; month: string; nth: number; gift_id: number }
} & GroupTables &
  CaptureTables &
  DeskTables &
  PictureTables &
  ProofTables &
  SignInTables &
  SourceTables

export type LedgerTables = {
  reading: { reader: string; period: string; pick_id: number; nth: number; opened_at: string }
}

type PickTable = {
  id: Generated<number>
  slug: string
  headline: string
  date: string
  introduction: string
  author: string | null
  source_id: number
  source_url: string | null
  visibility: ColumnType<Visibility>
  /** The cover as JSON, as readers see it. */
  cover: string | null
  published_at: string | null
  created_at: string
  updated_at: string
}

/** A `pick` version is a pick in its plain-text form, with its cover as JSON; a `draft` version what was being written, as JSON. */
type VersionTable = {
  pick_id: number
  number: number
  kind: ColumnType<'pick' | 'draft', 'pick' | 'draft' | undefined>
  saved_at: string
  saved_by: string
  content: string
  cover: string | null
  picture: string | null
}

/** `next_attempt_at` is null once nothing more is tried; the bodies are empty once they are sent. */
type OutgoingMailTable = {
  id: Generated<number>
  recipient: string
  subject: string
  text_body: string
  html_body: string
  asked_at: string
  useful_until: string | null
  sent_at: string | null
  attempts: number
  next_attempt_at: string | null
  error: string | null
}

/** `price` is in the currency's smallest unit; `currency` is an ISO 4217 code in capitals. */
export type PlanTable = {
  id: Generated<number>
  slug: string
  name: string
  description: string
  price: number
  currency: string
  billed: ColumnType<'month' | 'year'>
  trial_days: number
  opens: ColumnType<Opens>
  stripe_price: string | null
  position: number
  retired_at: string | null
  created_at: string
}

/** The columns mean what `SubscriptionTerms` says. */
export type SubscriptionTable = {
  id: Generated<number>
  member_id: number
  plan_id: number
  kind: ColumnType<SubscriptionKind>
  status: ColumnType<SubscriptionStatus>
  starts_at: string
  paid_until: string | null
  cancels_at: string | null
  ended_at: string | null
  stripe_id: string | null
  note: string
  created_at: string
  updated_at: string
  given_by: string | null
  ended_by: string | null
}

/** One row a member, with a link and a code for each of the two mailboxes. `asked_count` is how often it was asked for since `counted_from`. */
type EmailChangeTable = {
  member_id: number
  new_email: string
  session_hash: string
  new_link_hash: string
  new_code_hash: string
  new_confirmed_at: string | null
  old_link_hash: string
  old_code_hash: string
  old_confirmed_at: string | null
  asked_at: string
  expires_at: string
  attempts: number
  asked_count: number
  counted_from: string
}

type NewsletterTable = {
  id: Generated<number>
  slug: string
  name: string
  description: string
  position: number
  retired_at: string | null
  created_at: string
}

/** `total` is in the currency's smallest unit. */
type InvoiceTable = {
  id: Generated<number>
  member_id: number
  subscription_id: number | null
  number: string
  total: number
  currency: string
  issued_at: string
  paid_at: string | null
  url: string | null
  stripe_id: string | null
}

/** `transports` is a JSON list. PostgreSQL gives `counter`, which has 32 bits without a sign, back as text. */
type PasskeyTable = {
  credential_id: string
  member_id: number
  site: string
  public_key: string
  counter: ColumnType<number | string, number, number>
  transports: string
  name: string
  backed_up: number
  created_at: string
  last_used_at: string | null
}

/** `member_id` is set where a passkey is to be added, and then `bound_hash` is the session's; otherwise it is the browser's. */
type PasskeyChallengeTable = {
  hash: string
  kind: ColumnType<'add' | 'sign-in'>
  member_id: number | null
  bound_hash: string
  expires_at: string
}

/**
 * `link` is the number of the link that opens, `room` how many may open it before it pauses, `burst` how many have since `burst_at`;
 * `ended_at` is set when it was taken back, or made room for another of the same pick.
 */
type GiftTable = {
  id: Generated<number>
  member_id: number
  pick_id: number
  opens: ColumnType<Opens>
  shows_name: number
  given_at: string
  expires_at: string
  link: number
  room: number
  opened: number
  burst: number
  burst_at: string
  paused_at: string | null
  paused_why: ColumnType<GiftPause | null>
  grace_until: string | null
  ended_at: string | null
}

/** Both engines' search tables are only reached through `data/search.ts`, in SQL of their own. */
type SearchTable = { rowid: number; pick_id: number }

/** `subject` is what Stripe is asked about for it. `next_attempt_at` is null once it is applied, or of no use here; `alert` says what somebody should look at. */
type StripeEventTable = {
  id: string
  type: string
  subject: string
  received_at: string
  attempts: number
  next_attempt_at: string | null
  applied_at: string | null
  alert: string | null
}

/** One row: the last run. `report` is a line for each subscription that was corrected. */
type StripeReconciliationTable = {
  id: number
  started_at: string
  finished_at: string | null
  checked: number
  corrected: number
  report: string
  error: string | null
}
