"""The first seed's service: stores, items and tags in Flask, SQLAlchemy and PostgreSQL.

As the seed has it, with its foreign keys indexed and with the answers that its users were promised.
"""

import os
from decimal import Decimal

from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["JSONIFY_PRETTYPRINT_REGULAR"] = False
db = SQLAlchemy(app)

SAME_STORE = "Make sure item and tag belong to the same store before linking."
TAG_IN_USE = (
    "Could not delete tag. Make sure tag is not associated with any items, then try again."
)


class Store(db.Model):
    __tablename__ = "stores"
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), unique=True, nullable=False)
    items = db.relationship("Item", back_populates="store", order_by="Item.id", cascade="all, delete")
    tags = db.relationship("Tag", back_populates="store", order_by="Tag.id", cascade="all, delete")


class ItemsTags(db.Model):
    __tablename__ = "items_tags"
    id = db.Column(db.Integer, primary_key=True)
    item_id = db.Column(db.Integer, db.ForeignKey("items.id"), index=True)
    tag_id = db.Column(db.Integer, db.ForeignKey("tags.id"), index=True)


class Item(db.Model):
    __tablename__ = "items"
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    price = db.Column(db.Numeric(12, 2), nullable=False)
    store_id = db.Column(db.Integer, db.ForeignKey("stores.id"), nullable=False, index=True)
    store = db.relationship("Store", back_populates="items")
    tags = db.relationship("Tag", secondary="items_tags", back_populates="items", order_by="Tag.id")


class Tag(db.Model):
    __tablename__ = "tags"
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    store_id = db.Column(db.Integer, db.ForeignKey("stores.id"), nullable=False, index=True)
    store = db.relationship("Store", back_populates="tags")
    items = db.relationship("Item", secondary="items_tags", back_populates="tags", order_by="Item.id")


def plain_store(store):
    return {"id": store.id, "name": store.name}


def plain_item(item):
    return {"id": item.id, "name": item.name, "price": float(item.price)}


def plain_tag(tag):
    return {"id": tag.id, "name": tag.name}


def whole_store(store):
    return {
        **plain_store(store),
        "items": [plain_item(item) for item in store.items],
        "tags": [plain_tag(tag) for tag in store.tags],
    }


def whole_item(item):
    return {
        **plain_item(item),
        "store": plain_store(item.store),
        "tags": [plain_tag(tag) for tag in item.tags],
    }


def whole_tag(tag):
    return {
        **plain_tag(tag),
        "items": [plain_item(item) for item in tag.items],
        "store": plain_store(tag.store),
    }


def refuse(message):
    response = jsonify(code=400, status="Bad Request", message=message)
    response.status_code = 400
    abort(response)


@app.errorhandler(HTTPException)
def refusal(error):
    return jsonify(code=error.code, status=error.name), error.code


@app.get("/store")
def list_stores():
    return jsonify([whole_store(store) for store in Store.query.order_by(Store.id)])


@app.post("/store")
def create_store():
    name = request.get_json()["name"]
    if Store.query.filter_by(name=name).first():
        refuse("A store with that name already exists.")
    store = Store(name=name)
    db.session.add(store)
    db.session.commit()
    return whole_store(store), 201


@app.get("/store/<int:store_id>")
def get_store(store_id):
    return whole_store(Store.query.get_or_404(store_id))


@app.delete("/store/<int:store_id>")
def delete_store(store_id):
    db.session.delete(Store.query.get_or_404(store_id))
    db.session.commit()
    return {"message": "Store deleted"}


@app.get("/item")
def list_items():
    items = (
        Item.query.options(joinedload(Item.store), selectinload(Item.tags))
        .filter(Item.id > request.args.get("after", 0, int))
        .order_by(Item.id)
        .limit(request.args.get("limit", type=int))
    )
    return jsonify([whole_item(item) for item in items])


@app.post("/item")
def create_item():
    body = request.get_json()
    Store.query.get_or_404(body["store_id"])
    item = Item(name=body["name"], price=Decimal(str(body["price"])), store_id=body["store_id"])
    db.session.add(item)
    db.session.commit()
    return whole_item(item), 201


@app.get("/item/<int:item_id>")
def get_item(item_id):
    return whole_item(Item.query.get_or_404(item_id))


@app.put("/item/<int:item_id>")
def change_item(item_id):
    body = request.get_json()
    item = Item.query.get(item_id)
    if item is None:
        Store.query.get_or_404(body.get("store_id"))
        item = Item(id=item_id, store_id=body["store_id"])
        db.session.add(item)
    item.name = body.get("name", item.name)
    item.price = Decimal(str(body.get("price", item.price)))
    db.session.commit()
    return whole_item(item)


@app.delete("/item/<int:item_id>")
def delete_item(item_id):
    db.session.delete(Item.query.get_or_404(item_id))
    db.session.commit()
    return {"message": "Item deleted."}


@app.get("/store/<int:store_id>/tag")
def list_tags(store_id):
    Store.query.get_or_404(store_id)
    tags = (
        Tag.query.options(joinedload(Tag.store), selectinload(Tag.items))
        .filter_by(store_id=store_id)
        .order_by(Tag.id)
    )
    return jsonify([whole_tag(tag) for tag in tags])


@app.post("/store/<int:store_id>/tag")
def create_tag(store_id):
    Store.query.get_or_404(store_id)
    name = request.get_json()["name"]
    if Tag.query.filter_by(store_id=store_id, name=name).first():
        refuse("A tag with that name already exists in that store.")
    tag = Tag(name=name, store_id=store_id)
    db.session.add(tag)
    db.session.commit()
    return whole_tag(tag), 201


@app.get("/tag/<int:tag_id>")
def get_tag(tag_id):
    return whole_tag(Tag.query.get_or_404(tag_id))


@app.delete("/tag/<int:tag_id>")
def delete_tag(tag_id):
    tag = Tag.query.get_or_404(tag_id)
    if tag.items:
        refuse(TAG_IN_USE)
    db.session.delete(tag)
    db.session.commit()
    return {"message": "Tag deleted."}, 202


@app.post("/item/<int:item_id>/tag/<int:tag_id>")
def link(item_id, tag_id):
    item = Item.query.get_or_404(item_id)
    tag = Tag.query.get_or_404(tag_id)
    if item.store_id != tag.store_id:
        refuse(SAME_STORE)
    if tag not in item.tags:
        item.tags.append(tag)
        db.session.commit()
    return whole_tag(tag), 201


@app.delete("/item/<int:item_id>/tag/<int:tag_id>")
def unlink(item_id, tag_id):
    item = Item.query.get_or_404(item_id)
    tag = Tag.query.get_or_404(tag_id)
    if tag not in item.tags:
        abort(404)
    item.tags.remove(tag)
    db.session.commit()
    return {"message": "Item removed from tag", "item": whole_item(item), "tag": whole_tag(tag)}


@app.post("/store/<int:store_id>/link")
def link_all(store_id):
    """The loops that the seed leaves to its client, in one transaction and one INSERT."""
    Store.query.get_or_404(store_id)
    body = request.get_json()
    items = {i for i, in db.session.query(Item.id).filter(Item.store_id == store_id, Item.id.in_(body["item_ids"]))}
    tags = {t for t, in db.session.query(Tag.id).filter(Tag.store_id == store_id, Tag.id.in_(body["tag_ids"]))}
    if len(items) < len(body["item_ids"]) or len(tags) < len(body["tag_ids"]):
        abort(422)
    linked = {
        (link.item_id, link.tag_id)
        for link in ItemsTags.query.filter(ItemsTags.item_id.in_(items), ItemsTags.tag_id.in_(tags))
    }
    fresh = [
        {"item_id": item, "tag_id": tag}
        for item in items
        for tag in tags
        if (item, tag) not in linked
    ]
    db.session.bulk_insert_mappings(ItemsTags, fresh)
    db.session.commit()
    return {"linked": len(fresh), "unchanged": len(items) * len(tags) - len(fresh)}
