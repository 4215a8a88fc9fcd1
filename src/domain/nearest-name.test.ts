import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const known = ['name', 'tagline', 'allowance.visitors', 'allowance.members', 'zone']

test('a slip of the finger still finds the name: a letter too many, too few, wrong or swapped', () => {
  expect(['tagllne', 'taglin', 'taglinee', 'taglnie'].map((typed) => nearestName(typed, known))).toEqual(Array(4).fill('tagline'))
})

test('capitals make no difference', () => {
  expect(nearestName('Allowance.Visitors', known)).toBe('allowance.visitors')
})

test('of two near names the nearer one is meant', () => {
  expect(nearestName('allowance.member', known)).toBe('allowance.members')
})

test('what is like no name finds none', () => {
  expect(nearestName('colour', known)).toBeNull()
  expect(nearestName('', known)).toBeNull()
})
