import { createRoot } from 'react-dom/client'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './shell/shell.css'
import { meQuery } from './api/me.ts'
import { queries } from './api/queries.ts'
import { takeSentPage } from './clip/sent-page.ts'
import { Desk } from './shell/desk.tsx'
import { applyScheme } from './shell/scheme.ts'
import { listenToKeys } from './shell/shortcuts.ts'

const place = document.getElementById('desk')
if (place === null) throw new Error('The page has no place for the desk')
takeSentPage()
applyScheme()
listenToKeys()
// Asked at once, beside what the first page asks for, and not only when something is drawn.
void queries.prefetchQuery(meQuery)
createRoot(place).render(<Desk />)
