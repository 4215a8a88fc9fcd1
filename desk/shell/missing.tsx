import { Link } from '@tanstack/react-router'

/** The page of an address that the desk doesn't have. */
export function Missing() {
  return (
    <section className="failure">
      <h1>There is no such page</h1>
      <p>
        <Link to="/">To the picks</Link>
      </p>
    </section>
  )
}
