import type { Name } from '../library/formats/record.js';
import { type Paper, shortAuthors } from '../library/paper.js';

/** "Chen et al. 2016 · InfoGAN: Interpretable …": one line for lists. Plain text. */
export function oneLine(paper: Paper): string {
	return [shortAuthors(paper), paper.year ?? paper.published, paper.title].filter((part) => part !== undefined && part !== '').join(' · ');
}

/** "Xi Chen": a name in reading order. Plain text. */
export function fullName(name: Name): string {
	return [name.given, name.particle, name.family, name.suffix].filter((part) => part !== undefined && part !== '').join(' ');
}
