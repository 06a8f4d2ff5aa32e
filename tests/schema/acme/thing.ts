// https://registry.terraform.io/providers/acme/acme/1.2.3/docs/resources/thing
import * as cdktn from 'cdktn';

export interface ThingConfig extends cdktn.TerraformMetaArguments {
  /**
  * What to call it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/acme/acme/1.2.3/docs/resources/thing#name Thing#name}
  */
  readonly name: string;
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/acme/acme/1.2.3/docs/resources/thing#labels Thing#labels}
  */
  readonly labels?: { [key: string]: string };
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/acme/acme/1.2.3/docs/resources/thing#zones Thing#zones}
  */
  readonly zones?: string[];
  /**
  * disk block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/acme/acme/1.2.3/docs/resources/thing#disk Thing#disk}
  */
  readonly disk: ThingDisk[] | cdktn.IResolvable;
  /**
  * network block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/acme/acme/1.2.3/docs/resources/thing#network Thing#network}
  */
  readonly network?: ThingNetwork;
}
export interface ThingDisk {
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/acme/acme/1.2.3/docs/resources/thing#size Thing#size}
  */
  readonly size: number;
}

export function thingDiskToHclTerraform(struct?: ThingDisk | cdktn.IResolvable): any {
  const attrs = {
    size: {
      value: cdktn.numberToHclTerraform(struct!.size),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };
}

export class ThingDiskOutputReference extends cdktn.ComplexObject {
  // size - computed: false, optional: false, required: true
  private _size?: number; 
  public get size() {
    return this.getNumberAttribute('size');
  }
}

export class ThingDiskList extends cdktn.ComplexList {
}
export interface ThingNetwork {
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/acme/acme/1.2.3/docs/resources/thing#public Thing#public}
  */
  readonly public?: boolean | cdktn.IResolvable;
}

export class ThingNetworkOutputReference extends cdktn.ComplexObject {
  // address - computed: true, optional: false, required: false
  public get address() {
    return this.getStringAttribute('address');
  }

  // public - computed: true, optional: true, required: false
  private _public?: boolean | cdktn.IResolvable; 
  public get public() {
    return this.getBooleanAttribute('public');
  }
}

/**
* Represents a thing
*/
export class Thing extends cdktn.TerraformResource {
  public static readonly tfResourceType = "acme_thing";
  public constructor(scope: Construct, id: string, config: ThingConfig) {
    super(scope, id, {
      terraformGeneratorMetadata: {
        providerName: 'acme',
        providerVersion: '1.2.3',
      },
    });
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // ips - computed: true, optional: false, required: false
  public get ips() {
    return cdktn.Fn.tolist(this.getListAttribute('ips'));
  }

  // labels - computed: false, optional: true, required: false
  private _labels?: { [key: string]: string }; 
  public get labels() {
    return this.getStringMapAttribute('labels');
  }

  // name - computed: false, optional: false, required: true
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }

  // zones - computed: false, optional: true, required: false
  private _zones?: string[]; 
  public get zones() {
    return cdktn.Fn.tolist(this.getListAttribute('zones'));
  }

  // disk - computed: false, optional: false, required: true
  private _disk = new ThingDiskList(this, "disk", true);
  public get disk() {
    return this._disk;
  }

  // network - computed: false, optional: true, required: false
  private _network = new ThingNetworkOutputReference(this, "network");
  public get network() {
    return this._network;
  }

  // =========
  // SYNTHESIS
  // =========
  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      name: {
        value: cdktn.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      labels: {
        value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._labels),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      zones: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._zones),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      disk: {
        value: cdktn.listMapperHcl(thingDiskToHclTerraform, true)(this._disk.internalValue),
        isBlock: true,
        type: "set",
        storageClassType: "ThingDiskList",
      },
      network: {
        value: thingNetworkToHclTerraform(this._network.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ThingNetworkList",
      },
    };
  }
}
