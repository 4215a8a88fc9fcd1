// Passkeys: shows the button where browsers know them and has the address field offer them. Without this the mail does the same.
;(() => {
  const boxes = document.querySelectorAll('[data-passkey]')
  const field = document.querySelector('[autocomplete~=webauthn]')
  const Key = window.PublicKeyCredential
  const isKnown = Key?.parseRequestOptionsFromJSON && Key.prototype.toJSON
  let waiting = null
  let asked = 0

  for (const box of boxes) {
    box.hidden = false
    box.firstElementChild.addEventListener('click', () => press(box))
    if (!isKnown) box.remove()
  }
  if (!isKnown) return
  for (const instead of document.querySelectorAll('[data-instead]')) instead.hidden = true
  if (field) {
    offer()
    // A question is good for five minutes.
    addEventListener('focusin', () => asked && Date.now() - asked > 240_000 && offer())
  }

  /** Offered among what the browser fills in, until the button is pressed. */
  async function offer() {
    if (!boxes[0] || !(await Key.isConditionalMediationAvailable?.())) return
    waiting?.abort()
    waiting = new AbortController()
    asked = Date.now()
    const { signal } = waiting
    try {
      await perform(boxes[0], { mediation: 'conditional', signal })
    } catch (error) {
      if (error.problem && !signal.aborted) say(boxes[0], error.problem)
    }
  }

  async function press(box) {
    const { dataset, firstElementChild: button } = box
    waiting?.abort()
    button.disabled = true
    say(box, '')
    try {
      await perform(box)
    } catch (error) {
      const texts = { NotAllowedError: dataset.cancelled, InvalidStateError: dataset.known }
      say(box, error.problem ?? texts[error.name] ?? dataset.failed)
      if (waiting) offer()
    }
    button.disabled = false
  }

  async function perform({ dataset }, how) {
    const { publicKey, goTo } = await send(dataset.ask, {})
    if (!publicKey) return go(goTo)
    const made =
      dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: Key.parseCreationOptionsFromJSON(publicKey) })
        : await navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(publicKey), ...how })
    const { id, rawId, type, response: said } = made.toJSON()
    const { clientDataJSON, attestationObject, transports, authenticatorData, signature, userHandle } = said
    const response = attestationObject
      ? { clientDataJSON, attestationObject, transports }
      : { clientDataJSON, authenticatorData, signature, userHandle }
    const credential = { id, rawId, type, response }
    go((await send(dataset.answer, { credential, next: dataset.next })).goTo)
  }

  async function send(path, body) {
    const headers = { 'content-type': 'application/json' }
    const told = await (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
    if (told.problem) throw told
    return told
  }

  function go(path) {
    if (/^\/(?![/\\])/.test(path)) location.assign(path)
  }

  function say(box, text) {
    box.lastElementChild.textContent = text
  }
})()
