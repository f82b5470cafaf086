import { GatewayController } from '../../model/controller';
import { GatewayEdge } from '../../model/edge';
import { GatewayExposure, OnEdge, StreamModel } from '../../model/exposure';
import { KubeObject, Rendered } from '../../model/rendered';

/** The routes of an exposure, and what its controller needs beside them. */
export function renderGateway(_exposure: GatewayExposure, _controller: GatewayController): Rendered<KubeObject> {
  return { objects: [], gaps: [] };
}

/** The route of a stream. */
export function renderGatewayStream(_stream: OnEdge<StreamModel, GatewayEdge>, _controller: GatewayController): Rendered<KubeObject> {
  return { objects: [], gaps: [] };
}
