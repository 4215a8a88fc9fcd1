import { listApprovals } from '../../data/desk-approvals.ts'
import { listStaffProofs } from '../../data/staff-proofs.ts'
import { letIn } from '../../flows/ask-owner.ts'
import { doorMailFor } from '../reader/sender.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { refuse, unusable } from './refusal.ts'

/** The staff's second proof. */
export const doorAnswers: DeskAnswers<'staffProofs' | 'letIn'> = {
  staffProofs: async ({ deps }) => {
    const { db } = deps.database
    const [proofs, waiting] = await Promise.all([listStaffProofs(db), listApprovals(db, deps.now())])
    return {
      answer: {
        proofs: proofs.map(({ memberId, ...proof }) => ({ id: memberId, ...proof })),
        waiting: waiting.map(({ memberId, askedAt, expiresAt }) => {
          return { id: memberId, askedAt: askedAt.toISOString(), until: expiresAt.toISOString() }
        }),
      },
    }
  },
  letIn: async (request) => {
    const given = { memberId: request.id, number: request.asked.number.replaceAll(/\s/g, '') }
    const tried = await letIn({ ...flowDeps(request), writeDoorMail: doorMailFor(request.deps) }, given)
    switch (tried.kind) {
      case 'let-in':
        return { answer: {} }
      case 'missing':
        return refuse('not-now', { message: 'Nobody waits by that number any more. They can ask again.' })
      case 'own':
        return refuse('not-now', { message: 'Another owner has to let you in.' })
      case 'wrong': {
        const message = 'This isn’t the number on their page. Are you sure whom you are speaking with?'
        return unusable('number', message)
      }
    }
  },
}
