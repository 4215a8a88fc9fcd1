type Entry<Key, Value> = { key: Key; value: Value; older: Entry<Key, Value> | null; newer: Entry<Key, Value> | null }

/**
 * A map that holds at most `size` entries: the one that has gone longest without being read or written makes room. With `weigh`
 * that is the weight of all entries together; the newest stays, whatever it weighs.
 */
export class BoundedMap<Key, Value> {
  readonly #size: number
  readonly #weigh: (value: Value) => number
  // A chain by age beside the map: taking a key out and putting it back on each read makes a Map grow and rebuild itself.
  #entries = new Map<Key, Entry<Key, Value>>()
  #newest: Entry<Key, Value> | null = null
  #oldest: Entry<Key, Value> | null = null
  #weight = 0

  constructor(size: number, weigh: (value: Value) => number = () => 1) {
    this.#size = size
    this.#weigh = weigh
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    if (entry !== this.#newest) {
      this.#unlink(entry)
      this.#link(entry)
    }
    return entry.value
  }

  set(key: Key, value: Value): void {
    this.delete(key)
    const entry = { key, value, older: null, newer: null }
    this.#entries.set(key, entry)
    this.#link(entry)
    this.#weight += this.#weigh(value)
    while (this.#weight > this.#size && this.#oldest !== null && this.#oldest !== entry) this.delete(this.#oldest.key)
  }

  delete(key: Key): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#unlink(entry)
    this.#weight -= this.#weigh(entry.value)
  }

  clear(): void {
    // A Map that is cleared keeps its old table for whoever is going through it.
    this.#entries = new Map()
    this.#newest = null
    this.#oldest = null
    this.#weight = 0
  }

  #link(entry: Entry<Key, Value>): void {
    entry.older = this.#newest
    entry.newer = null
    if (this.#newest === null) this.#oldest = entry
    else this.#newest.newer = entry
    this.#newest = entry
  }

  #unlink(entry: Entry<Key, Value>): void {
    const { older, newer } = entry
    // An entry that is gone but not yet collected would keep its neighbour, and that one the next: V8's young collections would keep them all.
    entry.older = null
    entry.newer = null
    if (older === null) this.#oldest = newer
    else older.newer = newer
    if (newer === null) this.#newest = older
    else newer.older = older
  }
}
