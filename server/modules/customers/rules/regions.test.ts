import { expect, test } from 'vitest'
import { regionProblem, regionsOf } from '../contract/regions.ts'
import { signUp } from '../contract.ts'

test('a state is needed in the US and a province in Canada, nowhere else', () => {
  expect(regionsOf('US')).toHaveLength(52)
  expect(regionsOf('CA')).toHaveLength(13)
  expect(regionsOf('DE')).toEqual([])
  expect(regionProblem('US', 'TX')).toBeUndefined()
  expect(regionProblem('us', undefined)).toBe('Choose the state.')
  expect(regionProblem('CA', undefined)).toBe('Choose the province.')
  expect(regionProblem('US', 'Texas')).toContain('two letters')
  expect(regionProblem('DE', undefined)).toBeUndefined()
  expect(regionProblem('IN', 'Kerala')).toBeUndefined()
})

test('a sign-up says so beside the field, also while other fields are wrong', () => {
  const texan = {
    email: 'robin@sample.example',
    name: 'Robin',
    company: 'Sample Inc.',
    country: 'us',
    address: { line1: '1 Main St', city: 'Austin' },
  }
  const paths = (given: object) => signUp.input.safeParse(given).error?.issues.map((issue) => issue.path.join('.'))
  expect(paths({ ...texan, region: 'TX' })).toBeUndefined()
  expect(paths(texan)).toEqual(['region'])
  expect(paths({ ...texan, email: 'nobody' })).toEqual(['email', 'region'])
  expect(paths({ ...texan, country: 'DE' })).toBeUndefined()
})
