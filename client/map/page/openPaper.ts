import { post } from './host.js';
import { page } from './state.js';

/** Opens a paper in the reader; in a reader of its own beside this one where asked for. */
export const openPaper = (index: number, beside: boolean): void => post({ type: 'open', key: page.papers.points[index]!.key, beside });
