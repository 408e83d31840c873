import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Corpus, readCorpus } from '../../engine/index.js';

/** The corpus beside the program. */
export const bundledCorpus = (): Promise<Corpus> => readCorpus(async (file) => JSON.parse(await readFile(join(__dirname, file), 'utf8')));
