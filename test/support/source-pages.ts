/** A page of a paper as one meets it: much around the article, and all the places in which it says what it is. */
export function sourcePage({ head = '', body = '', lang = 'en' } = {}): string {
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>The tide tables of Quire Bay | The Harbor Paper</title>
${head}
</head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sea">The sea</a></li><li><a href="/log-in">Log in</a></li></ul></nav></header>
<main><article>
<h1>The tide tables of Quire Bay</h1>
${
  body ||
  `<div class="text">${paragraphsOf(8)
    .map((text) => `<p>${text}</p>`)
    .join('\n')}</div>`
}
</article></main>
<aside class="sidebar"><h2>Most read</h2><ul><li><a href="/1">A whale</a></li><li><a href="/2">A wharf</a></li></ul></aside>
<footer><p>© The Harbor Paper</p></footer>
</body></html>`
}

/** So many paragraphs of some forty words each, no two alike. */
export function paragraphsOf(count: number): string[] {
  const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
  return Array.from({ length: count }, (_, at) => {
    const nth = ordinals[at] ?? `${at + 1}th`
    return `In the ${nth} summer the harbor master wrote down the height of the water every morning, and in the evening, when the boats had come in, he compared it with what the ${nth} table of the almanac had said, and found that it was wrong, though never by much.`
  })
}

/** All that a page can say of its article to others. */
export const saidOfIt = `
<link rel="canonical" href="/sea/tide-tables?utm_source=feed">
<meta property="og:site_name" content="The Harbor Paper">
<meta property="og:title" content="The tide tables of Quire Bay">
<meta name="author" content="By Ada Brook">
<meta property="article:published_time" content="2026-09-13T23:30:00-05:00">`
