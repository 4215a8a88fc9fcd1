// The stream: when the reader reaches the end of a pick, the next one follows on the same page and the address goes with the pick in
// view. Without this file the link at the end does the same, page by page.
;(() => {
  // Who goes on to a source is told to nobody but this site, and no more than that somebody did. Some browsers do so by themselves.
  for (const act of ['click', 'auxclick']) addEventListener(act, tell)

  const nav = document.querySelector('nav.next')
  const main = document.querySelector('main')
  const link = nav?.querySelector('a')
  const name = link?.querySelector('span')
  const status = document.querySelector('[role=status]')
  const first = main?.querySelector('article[data-pick]')
  if (!link || !name || !status || !first || !window.IntersectionObserver) return

  const policy = window.trustedTypes?.createPolicy('tessera', { createHTML: (html) => html }) ?? { createHTML: (html) => html }
  const suffix = document.title.slice(first.querySelector('h1').textContent.length)
  let current = first
  let isNear = false
  let isBusy = false
  let hasFailed = false
  // Tab goes from stop to stop, perhaps only to the foot of the page: it spends no reading, though the page scrolls along.
  let isTabbing = false
  // Where the page stood when the last pick came: the next is reached by moving on from there, not by having a tall window.
  let from = 0

  const inView = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) follow(entry.target)
    },
    { rootMargin: '-40% 0px -60% 0px' },
  )
  inView.observe(first)

  // The end is reached when the link stands well inside the window: there the next headline will be, in sight.
  const atEnd = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1).isIntersecting
      if (isNear) hasFailed = false
      goOn(scrollY !== from)
    },
    { rootMargin: '0px 0px -128px 0px' },
  )
  atEnd.observe(nav)
  addEventListener('scroll', () => goOn(scrollY !== from), { passive: true })
  for (const act of ['keydown', 'pointerdown', 'wheel', 'touchmove']) addEventListener(act, note, { passive: true })
  returnToPlace()

  function tell({ target, button }) {
    const way = button < 2 && target.closest('a[ping]')
    if (way && navigator.sendBeacon(way.getAttribute('ping'))) way.removeAttribute('ping')
  }

  function note({ type, key }) {
    isTabbing = key === 'Tab'
    if (type === 'wheel' || type === 'touchmove') goOn(true)
  }

  /** A focused link is about to be used: it stays what it is. */
  function goOn(hasMoved) {
    const isAway = !nav.isConnected || nav.contains(document.activeElement) || isAtWall()
    if (isNear && hasMoved && !isTabbing && !isBusy && !hasFailed && !isAway) load()
  }

  /** Behind a wall there are only more walls; who wants the next pick all the same takes the link. */
  function isAtWall() {
    return main.querySelector('article:last-of-type .wall') !== null
  }

  async function load() {
    isBusy = true
    main.setAttribute('aria-busy', 'true')
    status.textContent = status.dataset.loading
    try {
      const trail = [...main.querySelectorAll('[data-pick]')].map((article) => article.dataset.pick)
      const answer = await fetch(`${link.pathname}/stream?after=${trail.join('.')}`, { credentials: 'same-origin' })
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText)
      add(await answer.text(), trail, answer.headers)
    } catch {
      hasFailed = true
      status.textContent = ''
    }
    main.removeAttribute('aria-busy')
    isBusy = false
  }

  function add(html, trail, headers) {
    const fragment = new DOMParser().parseFromString(policy.createHTML(html), 'text/html').body
    const article = fragment.querySelector('article[data-pick]')
    if (!article || trail.includes(article.dataset.pick)) throw new Error('Not a new pick')
    const headline = decodeURIComponent(headers.get('Tessera-Next-Headline') ?? '')
    append([...fragment.childNodes], article)
    pointTo(headers.get('Tessera-Next'), headline)
  }

  /** What the new pick pushes down is out of sight for two frames, so that nothing on the screen jumps. */
  function append(nodes, article) {
    document.body.classList.add('growing')
    main.append(...nodes)
    from = scrollY
    isNear = false
    atEnd.unobserve(nav)
    atEnd.observe(nav)
    inView.observe(article)
    status.textContent = status.dataset.before + titleOf(article) + status.dataset.after
    requestAnimationFrame(() => requestAnimationFrame(() => document.body.classList.remove('growing')))
  }

  function pointTo(href, headline) {
    if (!href || !/^\/(?![/\\])/.test(href)) return nav.remove()
    link.href = href
    name.textContent = headline
  }

  function follow(article) {
    if (article === current) return
    current = article
    document.title = titleOf(article) + suffix
    remember()
  }

  function titleOf(article) {
    return article.querySelector('h1, h2').textContent
  }

  /** The address says which pick, the state how far into it: coming back leads to the same line, though the stream starts there. */
  function remember() {
    if (current === first && history.state?.into === undefined) return
    history.scrollRestoration = 'manual'
    history.replaceState({ into: Math.round(-current.getBoundingClientRect().top) }, '', current.dataset.href)
  }

  function returnToPlace() {
    const into = history.state?.into
    if (into > 0) scrollTo(0, Math.min(into + first.offsetTop, first.offsetTop + first.offsetHeight - innerHeight))
    addEventListener('pagehide', remember)
    addEventListener('scrollend', remember)
  }
})()
