import { z } from 'zod'
import { inputWords } from '../server/kernel/input-words.ts'

// Without compiled parsers: compiling needs `new Function`, which the page's content security policy forbids.
// Stands in zod's own file of the build, so that it runs before any contract is read.
z.config({ jitless: true, customError: inputWords })
