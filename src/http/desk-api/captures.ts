import { findCaptureOfPick, type KnownCapture, type Capture as Stored } from '../../data/captures.ts'
import { listDeskPicks } from '../../data/desk-lists.ts'
import { findDeskPick } from '../../data/drafts.ts'
import { listNames } from '../../data/members.ts'
import { type ClipFailure, explainClipFailure } from '../../domain/clip-sentences.ts'
import { explainDoubt } from '../../domain/doubt-sentences.ts'
import { tidy } from '../../domain/markup/tidy.ts'
import { maySee } from '../../domain/role.ts'
import { beginFromCapture } from '../../flows/begin-from-capture.ts'
import { changeCapture } from '../../flows/change-capture.ts'
import { clipSource, type Clipped as Kept } from '../../flows/clip-source.ts'
import { stateOf } from '../../flows/desk-deps.ts'
import { memberOfActor } from '../../flows/write-audit.ts'
import type { Deps } from '../deps.ts'
import type { Capture, Clipped } from './contract-captures.ts'
import type { DeskAnswers, DeskRequest } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { actorOf } from './people.ts'
import { shown } from './picks.ts'
import { type Outcome, refuse } from './refusal.ts'

type Names = 'clipSource' | 'beginFromCapture' | 'showCapture' | 'changeCapture'

/** Articles of others: capturing them, beginning a pick with one, and what a pick is held against. */
export const captureAnswers: DeskAnswers<Names> = {
  clipSource: async (request) => {
    const { deps, person } = request
    const end = deps.clipping.quota.begin(person.id, deps.now())
    if (end === null) return refuse('too-many', { message: 'You have clipped very often just now. Wait a minute, and go on.' })
    try {
      const clipped = await clip(request)
      return clipped.kind === 'clipped' ? { answer: await clippedView(request, clipped) } : failed(clipped)
    } finally {
      end()
    }
  },
  beginFromCapture: async (request) => {
    const { deps, asked } = request
    const facts = {
      title: known(asked.title),
      author: known(asked.author),
      publication: known(asked.publication),
      publishedOn: asked.publishedOn,
    }
    const begun = { captureId: request.id, facts, key: deps.secrets.newToken() }
    const id = await beginFromCapture(flowDeps(request), begun)
    return id === null ? refuse('missing') : shown(deps, id)
  },
  showCapture: async ({ deps, id, person }) => {
    const pick = await findDeskPick(deps.database.db, id)
    if (pick === null) return refuse('missing')
    return maySee(person, pick) ? heldAgainst(deps, id) : refuse('not-yours')
  },
  changeCapture: async (request) => {
    const { kind } = await changeCapture(flowDeps(request), { id: request.id, captureId: request.asked.capture })
    if (kind === 'changed') return heldAgainst(request.deps, request.id)
    return refuse(kind === 'no-such-capture' ? 'missing' : kind)
  },
}

async function clip(request: DeskRequest<'clipSource'>): Promise<Kept> {
  const { deps, asked, signal } = request
  const services = await deps.clipping.services.open()
  return clipSource({ ...flowDeps(request), ...services, origin: deps.origin, signal }, asked)
}

function failed(failure: ClipFailure) {
  const message = explainClipFailure(failure)
  return failure.kind === 'busy' || failure.kind === 'stopped' ? refuse('not-now', { message }) : refuse('unusable', { message })
}

async function heldAgainst(deps: Deps, id: number): Promise<Outcome<{ capture: Capture | null }>> {
  const capture = await findCaptureOfPick(deps.database.db, id)
  return { answer: { capture: capture && (await captureView(deps, capture)) } }
}

async function captureView(deps: Deps, capture: Stored & { paragraphs: string[] }): Promise<Capture> {
  const { id, title, author, publication, publishedOn, language, paragraphs, how, capturedAt, capturedBy } = capture
  const member = capturedBy === null ? null : memberOfActor(capturedBy)
  const names = await listNames(deps.database.db, member === null ? [] : [member])
  return {
    ...{ id, title, author, publication, publishedOn, language, paragraphs, how },
    url: capture.canonicalUrl,
    capturedAt: capturedAt.toISOString(),
    by: actorOf(names, capturedBy ?? 'program'),
    doubts: capture.uncertain.flatMap((doubt) => explainDoubt(doubt) ?? []),
  }
}

type JustKept = Extract<Kept, { kind: 'clipped' }>

async function clippedView({ deps, person }: DeskRequest<'clipSource'>, kept: JustKept): Promise<Clipped> {
  const { capture, isNew, earlier } = kept
  const others = new Set(idsOf(earlier.flatMap(({ picks }) => picks)))
  const ids = [...new Set([...idsOf(kept.picks), ...others])]
  const lines = await listDeskPicks(deps.database.db, { ids, limit: ids.length })
  const seen = lines.filter((line) => maySee(person, line) || line.publishedAt !== null)
  return {
    capture: await captureView(deps, capture),
    isNew,
    picks: seen.map((line) => {
      const { id, headline } = line
      return { id, headline, state: stateOf(line), fromOther: others.has(id) }
    }),
    hiddenPicks: lines.length - seen.length,
  }
}

function idsOf(picks: KnownCapture['picks']): number[] {
  return picks.map(({ id }) => id)
}

/** A field that was left empty says nothing. */
function known(text: string | null): string | null {
  return tidy(text ?? '') || null
}
