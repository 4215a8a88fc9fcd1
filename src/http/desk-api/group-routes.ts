import * as groups from './contract-groups.ts'
import { api, changes, type DeskRoute, none, reads } from './route-row.ts'

/** The rows about groups. They give many people access at once, so they are an owner's. */
export const groupRoutes = {
  listGroups: {
    ...reads,
    path: `${api}/groups`,
    role: 'owner',
    request: none,
    answer: groups.groupsShape,
    does: 'Every group there is or was, by name.',
  },
  addGroup: {
    ...changes,
    path: `${api}/groups`,
    role: 'owner',
    isSensitive: true,
    request: groups.addGroupShape,
    answer: groups.groupChangedShape,
    does: 'Begins a group.',
  },
  showGroup: {
    ...reads,
    path: `${api}/groups/:id`,
    role: 'owner',
    request: none,
    answer: groups.groupShape,
    does: 'One group: its terms, its people, its domains and networks, and how much is read.',
  },
  changeGroup: {
    ...changes,
    path: `${api}/groups/:id/terms`,
    role: 'owner',
    isSensitive: true,
    request: groups.changeGroupShape,
    answer: groups.groupChangedShape,
    does: 'Changes what was agreed with a group, and what its seats open with it.',
  },
  endGroup: {
    ...changes,
    path: `${api}/groups/:id/end`,
    role: 'owner',
    isSensitive: true,
    request: none,
    answer: groups.groupChangedShape,
    does: 'Ends a group now. Its seats stay on record; a later end brings them back.',
  },
  endSeatOf: {
    ...changes,
    path: `${api}/groups/:id/end-seat`,
    role: 'owner',
    isSensitive: true,
    request: groups.endSeatOfShape,
    answer: none,
    does: 'Ends one seat.',
  },
} as const satisfies Record<string, DeskRoute>
