/**
 * What the bookmarklet does, on the page it is pressed on: makes a copy without what is no text, packs it, and opens a window of the desk with
 * it. It goes in the part of the address behind the `#`, which no server gets to see and which needs no other page to listen.
 */
const steps = (desk: string) => [
  "const w=open('about:blank','_blank')",
  'const d=document.documentElement.cloneNode(true)',
  `for(const e of d.querySelectorAll('${leftOut.join(',')}'))e.remove()`,
  "const j=JSON.stringify({url:location.href,title:document.title,html:'<!doctype html>'+d.outerHTML})",
  "const z=new Blob([j]).stream().pipeThrough(new CompressionStream('gzip'))",
  'const b=new Uint8Array(await new Response(z).arrayBuffer())',
  "let s=''",
  'for(let i=0;i<b.length;i+=8192)s+=String.fromCharCode(...b.subarray(i,i+8192))',
  `const t='${desk}#'+(s.length>${mostPacked}?'too-large':btoa(s).replaceAll('+','-').replaceAll('/','_'))`,
  'if(w)w.location.href=t;else location.href=t',
]

/** No words of an article are in these; of what was typed into a page nothing is taken along. */
const leftOut = [
  'script:not([type="application/ld+json"])',
  ...['style', 'svg', 'template', 'iframe', 'canvas', 'video', 'audio', 'object', 'embed'],
  ...['input', 'textarea', 'select', 'button', 'link:not([rel~="canonical"])', '[src^="data:"]'],
]
/** Browsers take addresses of a million characters; in base64 three bytes are four of them. */
const mostPacked = 740_000

/** The bookmarklet as the address of a bookmark, for the desk at this origin. */
export function bookmarkletOf(origin: string): string {
  const code = `void(async()=>{${steps(`${origin}/desk/clip`).join(';')}})()`
  return `javascript:${encodeURIComponent(code)}`
}
