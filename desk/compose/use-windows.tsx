import { type ReactNode, useState } from 'react'
import type { Content, DeskPick } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import type { Draft } from './draft.ts'
import { PreviewDialog } from './preview.tsx'
import { takeBack } from './take-back.ts'
import { VersionsDialog } from './versions.tsx'

type Given = { pickId: number; draft: Draft; content: Content; onChanged: (pick: DeskPick) => void }
type Name = 'versions' | 'preview'

/** The ways of looking at a pick from outside, as readers do or as it was before: what opens them, and the one that is open. */
export function useWindows({ pickId, draft, content, onChanged }: Given): { open: (name: Name) => void; opened: ReactNode } {
  const [name, setName] = useState<Name | null>(null)
  const close = () => setName(null)
  useShortcuts('This pick', [
    { keys: 'v', what: 'Versions', run: () => setName('versions') },
    { keys: 'r', what: 'See it as readers do', run: () => setName('preview') },
  ])
  const restored = (pick: DeskPick) => {
    onChanged(pick)
    return takeBack(draft, content, pick.content)
  }
  const restore = (number: number) => draft.act((revision) => ask('restoreVersion', { revision }, { id: pickId, number }))
  const windows: Record<Name, ReactNode> = {
    preview: <PreviewDialog pickId={pickId} draft={draft} onClose={close} />,
    versions: <VersionsDialog pickId={pickId} content={content} restore={restore} onRestored={restored} onClose={close} />,
  }
  return { open: setName, opened: name && windows[name] }
}
