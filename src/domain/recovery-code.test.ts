import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecoveryCode, recoveryCodeOf } from './recovery-code.ts'

const token = fc.array(fc.constantFrom(...'ABCabc019-_xyzXYZ'), { minLength: 43, maxLength: 43 }).map((all) => all.join(''))

test('a recovery code is read however somebody groups it, and in small letters', () => {
  fc.assert(
    fc.property(token, (random) => {
      const code = recoveryCodeOf(random)
      expect(code).toMatch(/^(?:[A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/)
      for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `])
        expect(readRecoveryCode(typed)).toBe(code)
    }),
  )
})

test('every letter of a code hangs on a letter of its token', () => {
  const codes = new Set([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'].map((letter) => recoveryCodeOf(letter.repeat(43))))
  expect(codes.size).toBe(32)
})

test('what can’t be a recovery code isn’t looked up', () => {
  for (const typed of ['', 'ABCD-EFGH-JKLM-NPQ', 'ABCD-EFGH-JKLM-NPQRS', 'ABCD-EFGH-JKLM-NPQ0', 'ABCD-EFGH-JKLM-NPQ\u0000'])
    expect(readRecoveryCode(typed), typed).toBeNull()
})
