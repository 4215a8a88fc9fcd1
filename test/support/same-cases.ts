import fc from 'fast-check'
import { inject } from 'vitest'

// Each commit is tried with cases of its own, and the same commit with the same: what has failed can be seen again, what has passed passes.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject('seed') })
