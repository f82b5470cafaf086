import { http } from '../asks';
import { Intent } from '../run';

export const HOSTS: readonly Intent[] = [
  { name: 'one host', ask: (edge) => http(edge) },
  { name: 'two hosts', ask: (edge) => http(edge, { hosts: ['a.example.com', 'b.example.com'] }) },
  { name: 'a wildcard host', ask: (edge) => http(edge, { hosts: ['*.shop.example.com'] }) },
];
