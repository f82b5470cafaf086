import { Backend, backendOf } from './backends';
import { ExposureFrame, headOf } from './exposure-frame';
import { StreamExposureProps } from './stream-props';
import { sourcesOf } from './traffic-model';
import { EdgeModel } from '../../model/edge';
import { OnEdge, StreamModel } from '../../model/exposure';
import { refuse } from '../../model/finding';
import { requireHost } from '../../model/host';
import { requirePort } from '../../model/port-number';
import { BackendModel } from '../../model/route';

/** Who gets the connections of a stream. Throws `EXPOSURE_INVALID`, `PORT_UNKNOWN`, `PORT_LOCAL`, `SERVICE_MISSING`. */
export function targetsOf({ side }: ExposureFrame, edge: EdgeModel, { port, split, edgePort }: StreamExposureProps): Backend[] {
  const owner = { side, edge, port };
  const what = `the stream on port \`${edgePort}\``;
  if (split?.length === 0 || split?.every(({ weight }) => weight === 0) === true) {
    refuse('EXPOSURE_INVALID', `${what} is split among nobody: name targets, one at least with a weight above 0`);
  }
  return split?.map((one) => backendOf(owner, one._target(), one.weight, what)) ?? [backendOf(owner, undefined, 1, what)];
}

/** The stream as data. */
export function modelOf<E extends EdgeModel>(
  frame: ExposureFrame, edge: E, protocol: StreamModel['protocol'], backends: readonly BackendModel[], props: StreamExposureProps,
): OnEdge<StreamModel, E> {
  const { hosts = [], sources } = props;
  const port = requirePort('edgePort', props.edgePort);
  if (props.hosts?.length === 0) refuse('EXPOSURE_INVALID', 'the `hosts` of a stream are empty: leave them out where the port is of one app alone, or name some');
  const names = [...new Set(hosts.map(requireHost))].sort();
  return {
    kind: 'stream',
    ...headOf(frame, props, names),
    edge,
    protocol,
    port,
    hosts: names,
    backends,
    ...(sources === undefined ? {} : { sources: sourcesOf(sources) }),
  };
}

/** What runs through a stream to some ports. Throws `EXPOSURE_INVALID`. */
export function protocolOf(backends: readonly Pick<Backend, 'port'>[], hosts: readonly string[] | undefined): StreamModel['protocol'] {
  const protocols = [...new Set(backends.map(({ port }) => port.protocol))];
  const [protocol] = protocols;
  if (protocols.length !== 1 || protocol === undefined || protocol === 'SCTP' || (hosts !== undefined && protocol !== 'TCP')) {
    return refuse('EXPOSURE_INVALID', `a stream of ${protocols.join(' and ')}${hosts === undefined ? '' : ' with `hosts`'} is beyond every edge: `
      + 'use ports of TCP or of UDP, and `hosts` with TCP alone');
  }
  return hosts === undefined ? protocol : 'TLS';
}
