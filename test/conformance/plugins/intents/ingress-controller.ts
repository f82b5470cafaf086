import { Tls } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** The pods of an ingress controller come in. */
export const INGRESS_CONTROLLER: Intent = {
  name: 'the controller of an edge as a source',
  declare: (shop) => shop.service('web').expose('Shop', { hosts: ['shop.example.com'], tls: Tls.secret('shop-tls') }),
  expected: [
    [ENFORCING, exactly('traefik/traefik > shop/web on 8080/TCP')],
    ...unenforced(),
  ],
};
