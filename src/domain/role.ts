/** What somebody of the staff may do: a contributor writes drafts, an editor looks after every pick, an owner also after people and access. */
export type Role = 'owner' | 'editor' | 'contributor'

/** The roles, the one that may most first. */
export const roles: readonly Role[] = ['owner', 'editor', 'contributor']

/** Whether a role may do what another one is needed for. */
export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(least)
}

/** Whether the text names a role. */
export function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}

/** The least a pick must be known by, to say who may write in it. */
export type WhosePick = { createdBy: number | null; state: 'draft' | 'scheduled' | 'published' }

/**
 * Whether this person may write in this pick: an editor in every one, a contributor in their own as long as it is a draft. One that is
 * planned would go out by itself, and nobody would have read what was changed.
 */
export function mayWrite({ id, role }: { id: number; role: Role }, { createdBy, state }: WhosePick): boolean {
  return isAtLeast(role, 'editor') || (createdBy === id && state === 'draft')
}

/** Whether this person may look at this pick at the desk: a contributor at their own, whatever has become of it. */
export function maySee({ id, role }: { id: number; role: Role }, { createdBy }: Pick<WhosePick, 'createdBy'>): boolean {
  return isAtLeast(role, 'editor') || createdBy === id
}
