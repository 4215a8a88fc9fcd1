import type { Conflict, Content, DeskPick } from '../../src/http/desk-api/contract.ts'
import { ask, Refusal } from '../api/ask.ts'
import { noteSignedOut } from '../api/signed-out.ts'
import { type Agreed, refiled } from './refiled.ts'
import type { UnsavedStore } from './unsaved.ts'
import { isSaved, whyNotSaved } from './why-not-saved.ts'

/** What is being written, and how far it has been saved. */
export type DraftState = {
  content: Content
  note: string
  revision: number
  savedAt: string
  lacks: DeskPick['lacks']
  /** `waiting`: changed, and saved as soon as the typing pauses. `failed` is tried again by itself. */
  status: 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict'
  /** Why it couldn't be saved. */
  reason: string | null
  /** The pick as somebody else has saved it meanwhile. */
  present: DeskPick | null
}

const pause = 1_000
const retryPause = 5_000
const mostUndone = 200

/** A pick under an editor's hands: changed at once, saved by itself, and never over what somebody else has saved. */
export class Draft {
  readonly #id: number
  readonly #past: Content['excerpt'][] = []
  readonly #listeners = new Set<() => void>()
  readonly #unsaved: UnsavedStore
  #state: DraftState
  #agreed: Agreed
  #isClosed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | null = null

  /** Takes the pick as it was loaded. */
  constructor(pick: DeskPick, unsaved: UnsavedStore) {
    this.#id = pick.id
    this.#unsaved = unsaved
    this.#state = stateOf(pick)
    this.#agreed = agreedIn(pick)
  }

  /**
   * Goes on with what was typed here earlier and never saved; false when there is nothing of the kind. Where somebody has saved since, that
   * is a conflict like any other.
   */
  recover(pick: DeskPick): boolean {
    const kept = this.#unsaved.find()
    if (kept === null || isSaved(pick, kept)) {
      this.#unsaved.forget()
      return false
    }
    const { content, note, agreed } = kept
    const typed = kept.revision === pick.revision ? content : agreed && refiled(content, agreed, pick)
    if (typed) this.#change({ content: typed, note })
    else this.#set({ content, note, status: 'conflict', present: pick })
    return true
  }

  readonly read = (): DraftState => this.#state

  readonly subscribe = (tell: () => void): (() => void) => {
    this.#listeners.add(tell)
    return () => this.#listeners.delete(tell)
  }

  edit(next: Partial<Content>): void {
    if (next.excerpt) this.#past.splice(0, Math.max(0, this.#past.push(this.#state.content.excerpt) - mostUndone))
    this.#change({ content: { ...this.#state.content, ...next } })
  }

  write(note: string): void {
    this.#change({ note })
  }

  /** Takes back what was done last to the excerpt; false when there is nothing. */
  undo(): boolean {
    const excerpt = this.#past.pop()
    if (excerpt) this.#change({ content: { ...this.#state.content, excerpt } })
    return excerpt !== undefined
  }

  /** Saves now what isn't saved; resolves when all is, rejects with the reason when it can't be. */
  async flush(): Promise<void> {
    while (this.#state.status !== 'saved') {
      if (this.#state.status === 'conflict') throw new Refusal(conflictFirst, null)
      await this.#save()
    }
  }

  /** Saves what isn't saved, for the last time here. What can't be saved waits in this browser until the pick is opened again. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.flush()
  }

  /** Goes on from the pick as the server has just given it. */
  accept(pick: DeskPick): void {
    clearTimeout(this.#timer)
    this.#agree(pick)
  }

  /** Does something with the pick once all is saved. That a topic of it has got another name meanwhile isn't in its way. */
  async act<T>(change: (revision: number) => Promise<T>): Promise<T> {
    await this.flush()
    try {
      return await change(this.#state.revision)
    } catch (error) {
      if (!this.#isFollowed(error)) throw error
      await this.flush()
      return change(this.#state.revision)
    }
  }

  /** Ends a conflict with what is to be kept of both; what the other had saved stays among the versions. */
  async settle(content: Content, note: string): Promise<void> {
    const { present, revision } = this.#state
    if (present) this.#agreed = agreedIn(present)
    this.#set({ content, note, revision: present?.revision ?? revision, present: null, status: 'waiting', reason: null })
    await this.flush()
  }

  #set(change: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...change }
    const { status, content, note, revision } = this.#state
    if (status === 'saved') this.#unsaved.forget()
    else this.#unsaved.keep({ content, note, revision, agreed: this.#agreed })
    for (const tell of this.#listeners) tell()
  }

  #change(next: Partial<DraftState>): void {
    if (this.#state.status === 'conflict') {
      this.#set(next)
      return
    }
    this.#set({ ...next, status: this.#saving ? 'saving' : 'waiting', reason: null })
    if (this.#saving === null) this.#later(pause)
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer)
    if (!this.#isClosed) this.#timer = setTimeout(() => this.#save().catch(() => {}), milliseconds)
  }

  #save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#saving ??= this.#saveOnce().finally(() => {
      this.#saving = null
    })
    return this.#saving
  }

  async #saveOnce(): Promise<void> {
    const { content, note, revision } = this.#state
    this.#set({ status: 'saving' })
    try {
      const { quotedWords: _, ...saved } = await ask('savePick', { content, note, revision }, { id: this.#id })
      const isAllSaved = this.#state.content === content && this.#state.note === note
      this.#agreed = { content, note, savedAt: saved.savedAt }
      this.#set({ ...saved, reason: null, status: isAllSaved ? 'saved' : 'waiting' })
      if (!isAllSaved) this.#later(pause)
    } catch (error) {
      if (this.#isFollowed(error)) return
      this.#failed(error)
      throw error
    }
  }

  /** Whether all that stood in the way was a topic's new name. Then what was typed is filed under that, and is saved as it would have been. */
  #isFollowed(error: unknown): boolean {
    const present = presentIn(error)
    const content = present && refiled(this.#state.content, this.#agreed, present)
    if (!present || !content) return false
    const { note } = this.#state
    if (isSaved(present, { content, note })) this.#agree(present)
    else {
      this.#agreed = agreedIn(present)
      this.#set({ ...stateOf(present), content, note, status: 'waiting' })
      this.#later(0)
    }
    return true
  }

  #agree(pick: DeskPick): void {
    this.#agreed = agreedIn(pick)
    this.#set(stateOf(pick))
  }

  #failed(error: unknown): void {
    noteSignedOut(error)
    const reason = whyNotSaved(error)
    const present = presentIn(error)
    if (present !== null) {
      this.#meet(present, reason)
      return
    }
    this.#set({ status: 'failed', reason })
    // No answer came: whether it was saved is found out by saving again. Or nobody was signed in, who may be again by then.
    if (error instanceof Refusal && (error.code === null || error.code === 'signed-out')) this.#later(retryPause)
  }

  /** Somebody has saved meanwhile. It may have been this very page, when the answer got lost on the way. */
  #meet(present: DeskPick, reason: string): void {
    if (isSaved(present, this.#state)) this.#agree(present)
    else this.#set({ status: 'conflict', present, reason })
  }
}

const conflictFirst = 'Somebody else has saved this pick meanwhile. Please choose first what to keep.'

/** The pick as it is, where it isn't the one any more that a change was for. */
function presentIn(error: unknown): DeskPick | null {
  return error instanceof Refusal && error.code === 'conflict' ? (error.body as Conflict).present : null
}

function agreedIn({ content, note, savedAt }: DeskPick): Agreed {
  return { content, note, savedAt }
}

function stateOf({ content, note, revision, savedAt, lacks }: DeskPick): DraftState {
  return { content, note, revision, savedAt, lacks, status: 'saved', reason: null, present: null }
}
